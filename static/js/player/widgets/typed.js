/** @file What all typed answers share: an answer at the latest 600 ms after the last key. */

const PAUSE_MS = 600;

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} input @param {{ view: import("./registry.js").ItemView, read: () => any, show: (value: any) => string }} how
 *   `read` gives the JSON answer of what is typed, `show` the text of an answer
 */
export function typed(input, { view, read, show }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pending;
  let known = "";
  const settle = () => {
    clearTimeout(pending);
    pending = undefined;
    if (input.value === known) return;
    known = input.value;
    view.answer(read());
  };
  input.addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(settle, PAUSE_MS);
  });
  input.addEventListener("change", settle);
  return {
    settle,
    typing: () => document.activeElement === input,
    /** @param {import("./registry.js").Slot} slot */
    update: (slot) => {
      input.toggleAttribute("readonly", view.locked);
      const text = show(slot.missing ? null : slot.value);
      if (text === known || pending !== undefined) return;
      known = text;
      if (document.activeElement !== input || read() !== slot.answer) input.value = text;
    },
    focus: () => input.focus(),
  };
}
