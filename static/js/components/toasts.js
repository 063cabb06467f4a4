/** Messages of the last action: good news leaves after a while unless it is looked at, errors stay until dismissed. */

const STAY_MS = 7000;

export function startToasts() {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-dismiss]")) {
      event.target.closest("[data-toast]")?.remove();
    }
  });
  for (const toast of document.querySelectorAll("[data-flashes] [data-toast='leave']")) {
    if (toast instanceof HTMLElement) leaveLater(toast);
  }
}

/** @param {HTMLElement} toast */
function leaveLater(toast) {
  let timer = window.setTimeout(() => toast.remove(), STAY_MS);
  const stay = () => window.clearTimeout(timer);
  const leave = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => toast.remove(), STAY_MS);
  };
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", leave);
}
