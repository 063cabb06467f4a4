/** Copying a text, and saying that it was copied. */

const SAID_MS = 2000;

export function startActions() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (button instanceof HTMLElement) void copy(button);
  });
}

/** @param {HTMLElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  const label = button.querySelector("span");
  const before = label?.textContent ?? "";
  if (!label || before === button.dataset.copied) return;
  label.textContent = button.dataset.copied ?? before;
  window.setTimeout(() => (label.textContent = before), SAID_MS);
}
