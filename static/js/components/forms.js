/** Forms: focus on the error summary, a guard for unsaved changes, confirmation by name, no double submission. */

export function startForms() {
  const summary = document.querySelector("[data-focus]");
  if (summary instanceof HTMLElement) summary.focus();

  for (const form of document.querySelectorAll("form")) {
    if (form.dataset.unsaved !== undefined) guardChanges(form);
    if (form.dataset.confirmName !== undefined) confirmByName(form, form.dataset.confirmName);
    if (form.method === "post") sendOnce(form);
  }
}

/** The browser words the question itself; the attribute's text is for pages that ask in their own dialog.
 * @param {HTMLFormElement} form */
function guardChanges(form) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

/** @param {HTMLFormElement} form @param {string} name */
function confirmByName(form, name) {
  const input = form.elements.namedItem("confirm_name");
  const button = form.querySelector("button[type=submit]");
  if (!(input instanceof HTMLInputElement) || !(button instanceof HTMLButtonElement)) return;
  const compare = () => (button.disabled = input.value.trim() !== name);
  input.addEventListener("input", compare);
  compare();
}

/** A second press while the first is under way would do the thing twice.
 * @param {HTMLFormElement} form */
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy") === "true") event.preventDefault();
    else form.setAttribute("aria-busy", "true");
  });
  // Coming back with the browser's Back button shows the page as it was left.
  window.addEventListener("pageshow", () => form.removeAttribute("aria-busy"));
}
