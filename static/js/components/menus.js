/** Menus are native popovers; this puts them below their button. The side navigation folds and remembers it. */

const GAP = 4;

export function startMenus() {
  for (const button of document.querySelectorAll("[data-menu][popovertarget]")) {
    const menu = document.getElementById(button.getAttribute("popovertarget") ?? "");
    if (!menu || !(button instanceof HTMLElement)) continue;
    menu.addEventListener("toggle", () => place(menu, button));
    menu.addEventListener("keydown", (event) => moveWithin(menu, event));
  }
  foldNavigation();
}

/** The CSP forbids style attributes in markup; setting a property by script is allowed.
 * @param {HTMLElement} menu @param {HTMLElement} button */
function place(menu, button) {
  if (!menu.matches(":popover-open")) return;
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(at.right - size.width, window.innerWidth - size.width - GAP));
  const below = at.bottom + GAP;
  const top = below + size.height > window.innerHeight ? Math.max(GAP, at.top - size.height - GAP) : below;
  menu.style.setProperty("inset", `${top}px auto auto ${left}px`);
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function moveWithin(menu, event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...menu.querySelectorAll("a[href], button:not([disabled])")].filter((item) => item instanceof HTMLElement);
  const here = items.findIndex((item) => item === document.activeElement);
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = items[(here + step + items.length) % items.length];
  event.preventDefault();
  next?.focus();
}

function foldNavigation() {
  const frame = document.querySelector("[data-frame]");
  const button = document.querySelector("[data-nav-fold]");
  if (!(frame instanceof HTMLElement) || !(button instanceof HTMLElement)) return;
  const show = () => {
    const folded = localStorage.getItem("navigation") === "folded";
    frame.classList.toggle("frame-folded", folded);
    button.setAttribute("aria-pressed", String(folded));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem("navigation", frame.classList.contains("frame-folded") ? "open" : "folded");
    show();
  });
  show();
}
