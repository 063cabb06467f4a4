/** Native dialogs: data-dialog-open="<id>" opens, data-dialog-close closes, a press on the backdrop closes too. */

/** @param {Element | null} element */
function asDialog(element) {
  return element instanceof HTMLDialogElement ? element : null;
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest("[data-dialog-open]");
    if (opener instanceof HTMLElement) {
      asDialog(document.getElementById(opener.dataset.dialogOpen ?? ""))?.showModal();
      return;
    }
    if (event.target.closest("[data-dialog-close]")) {
      asDialog(event.target.closest("dialog"))?.close();
      return;
    }
    // The backdrop belongs to the dialog element itself; its content covers the rest.
    const dialog = asDialog(event.target);
    if (dialog && !hasUnsavedInput(dialog)) dialog.close();
  });
}

/** @param {HTMLDialogElement} dialog */
function hasUnsavedInput(dialog) {
  const inputs = [...dialog.querySelectorAll("input, textarea")];
  return inputs.some(
    (input) =>
      (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) && input.value !== input.defaultValue,
  );
}
