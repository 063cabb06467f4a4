/** Filter bars send themselves: at once on a choice, after a short rest while typing. "/" goes to the search box. */

const REST_MS = 450;

export function startFilters() {
  for (const form of document.querySelectorAll("form[data-autosubmit]")) {
    if (form instanceof HTMLFormElement) sendItself(form);
  }
  document.addEventListener("keydown", goToSearch);
}

/** @param {HTMLFormElement} form */
function sendItself(form) {
  const button = form.querySelector("[data-autosubmit-button]");
  if (button instanceof HTMLElement) button.hidden = true;
  let timer = 0;
  const send = () => {
    window.clearTimeout(timer);
    form.requestSubmit();
  };
  form.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement && event.target.type === "search")) send();
  });
  form.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "search") return;
    window.clearTimeout(timer);
    timer = window.setTimeout(send, REST_MS);
  });
  form.addEventListener("submit", () => leaveEmptyFieldsOut(form));
  backToTyping(form);
}

/** The address stays short and readable: only what was chosen is in it.
 * @param {HTMLFormElement} form */
function leaveEmptyFieldsOut(form) {
  rememberTyping(form);
  const left = [...form.elements].filter(
    (field) => (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.value === "",
  );
  for (const field of left) field.setAttribute("disabled", "");
  window.addEventListener("pageshow", () => left.forEach((field) => field.removeAttribute("disabled")), { once: true });
}

/** @param {HTMLFormElement} form */
function rememberTyping(form) {
  if (document.activeElement instanceof HTMLInputElement && form.contains(document.activeElement)) {
    sessionStorage.setItem("filter-typing", location.pathname + "#" + document.activeElement.id);
  }
}

/** After the list came back the cursor stands where the person was typing.
 * @param {HTMLFormElement} form */
function backToTyping(form) {
  const [path, id] = (sessionStorage.getItem("filter-typing") ?? "").split("#");
  const input = id ? form.querySelector(`#${CSS.escape(id)}`) : null;
  if (path !== location.pathname || !(input instanceof HTMLInputElement)) return;
  sessionStorage.removeItem("filter-typing");
  input.focus();
  if (input.type === "search") input.setSelectionRange(input.value.length, input.value.length);
}

/** @param {KeyboardEvent} event */
function goToSearch(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const search = document.querySelector("[data-hotkey='/']");
  if (!(search instanceof HTMLInputElement)) return;
  event.preventDefault();
  search.focus();
  search.select();
}
