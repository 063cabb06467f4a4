/** Tabs within a page: links to panels become real tabs, moved through with the arrow keys. */

export function startTabs() {
  for (const root of document.querySelectorAll("[data-tabs]")) if (root instanceof HTMLElement) makeTabs(root);
}

/** @param {HTMLElement} root */
function makeTabs(root) {
  const list = root.querySelector("[data-tabs-list]");
  const tabs = [...(list?.querySelectorAll("a[href^='#']") ?? [])].filter((tab) => tab instanceof HTMLAnchorElement);
  const panels = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
  if (!list || tabs.length === 0) return;
  list.setAttribute("role", "tablist");

  /** @param {number} chosen @param {{focus: boolean}} options */
  function choose(chosen, { focus }) {
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      const panel = panels[index];
      if (panel) panel.hidden = index !== chosen;
    }
    if (focus) tabs[chosen].focus();
  }

  for (const [index, tab] of tabs.entries()) {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", tab.hash.slice(1));
    panels[index]?.setAttribute("role", "tabpanel");
    panels[index]?.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", tab.hash);
      choose(index, { focus: true });
    });
    tab.addEventListener("keydown", (event) => {
      const target = neighbour(event.key, index, tabs.length);
      if (target === null) return;
      event.preventDefault();
      choose(target, { focus: true });
    });
  }
  const asked = tabs.findIndex((tab) => tab.hash === location.hash);
  choose(Math.max(asked, 0), { focus: false });
}

/** @param {string} key @param {number} index @param {number} count @returns {number | null} */
function neighbour(key, index, count) {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
