/** @file The number pad of the browser's telephone: tones for voice menus, by keys or by thumb. */

import { h } from "../player/dom.js";
import { t } from "./texts.js";

const TONES = [..."123456789*0#"];
const SHOWN = 20;

export class Keypad {
  /** @param {(tone: string) => void} onPress */
  constructor(onPress) {
    this.onPress = onPress;
    /** @type {Element | null} */
    this.before = null;
    this.sent = h("output", { class: "keypad-sent", "aria-label": t("Keys pressed") });
    const buttons = TONES.map((tone) => h("button", { type: "button", class: "button button-secondary", text: tone, on: { click: () => this.#press(tone) } }));
    this.element = h("div", { class: "keypad", role: "group", "aria-label": t("Number pad"), hidden: true, on: { keydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event) } }, this.sent, h("div", { class: "keypad-keys" }, ...buttons));
    [this.first] = buttons;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Whether keys typed there are tones. @param {EventTarget | null} target */
  has(target) {
    return target instanceof Node && this.element.contains(target);
  }

  toggle() {
    if (this.isOpen) return this.close();
    this.before = document.activeElement;
    this.element.hidden = false;
    this.first.focus();
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.sent.textContent = "";
    if (hadFocus && this.before instanceof HTMLElement && this.before.isConnected) this.before.focus();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    event.stopPropagation(); // a digit here is no answer and no phase
    if (event.key === "Escape") this.close();
    else if (!event.altKey && !event.ctrlKey && !event.metaKey && TONES.includes(event.key)) this.#press(event.key);
    else return;
    event.preventDefault();
  }

  /** @param {string} tone */
  #press(tone) {
    this.sent.textContent = `${this.sent.textContent}${tone}`.slice(-SHOWN);
    this.onPress(tone);
  }
}
