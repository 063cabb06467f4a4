/** @file The keys of the call: they come before those of the player, and never while something else has the floor. */

import { takesText } from "../player/dom.js";
import { shortcuts } from "../player/keyboard.js";
import { isDialogOpen } from "./dialogs.js";
import { PRESSED } from "./phases.js";

/** @typedef {import("./desk.js").CallDesk} CallDesk */

/** @param {CallDesk} desk */
export function listen(desk) {
  window.addEventListener("keydown", (event) => {
    if (isHeld(event)) return stop(event);
    if (isDialogOpen() || event.ctrlKey || event.metaKey) return;
    const act = isHelp(event) ? () => desk.help() : shortcuts.isOn ? actOf(desk, event) : null;
    if (!act) return;
    stop(event);
    act();
  }, true);
}

/** A finger that lies on Enter means it once: what is asked next, or the next case, is not answered by it. @param {KeyboardEvent} event */
const isHeld = ({ key, repeat, target }) => repeat && key === "Enter" && !(target instanceof HTMLTextAreaElement);

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** In a line of text the question mark is one. @param {KeyboardEvent} event */
const isHelp = ({ key, target }) => key === "F1" || (key === "?" && !takesText(target));

/** @param {CallDesk} desk @param {KeyboardEvent} event @returns {(() => unknown) | null} */
function actOf(desk, event) {
  const { key, altKey, target } = event;
  if (key === "F7") return () => desk.askAppointment();
  if (key === "F8") return () => desk.askOutcome();
  const digit = Number(/^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? NaN);
  if (altKey) return ofLine(desk, digit);
  if (desk.dialling.bar.keypad.has(target) || desk.hasQuestions || desk.banner.isOpen) return null;
  if (key === "F9") return () => desk.nextLanguage();
  if (takesText(target)) return null;
  if (digit) return () => desk.digit(digit);
  const isPressed = target instanceof Element && target.closest("button, a, summary, input");
  return key === "Enter" && !isPressed ? () => desk.go() : null;
}

/** @param {CallDesk} desk @param {number} digit with Alt: a phase, or the telephone itself @returns {(() => unknown) | null} */
function ofLine(desk, digit) {
  if (digit === 0) return () => desk.dialling.mute();
  if (digit === 9) return () => desk.dialling.use();
  const phase = PRESSED[digit - 1];
  return phase ? () => desk.press(phase) : null;
}
