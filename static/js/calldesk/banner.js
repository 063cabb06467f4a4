/** @file What the caller must decide before going on: the call has dropped, it still runs, somebody else has the case. */

import { h, icon } from "../player/dom.js";
import { isDialogOpen } from "./dialogs.js";

/** A banner comes by itself: keys that were meant for something else must not choose in it. */
const STILL_MS = 1_000;

/** @typedef {{ words: string, sign: string, key?: string, act: () => void }} Choice */

export class Banner {
  constructor() {
    this.element = h("div", { class: "call-banner", role: "alertdialog", "aria-labelledby": "call-banner-words", hidden: true, on: { keydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event) } });
    /** @type {Choice[]} */
    this.choices = [];
    /** @type {Element | null} */
    this.before = null;
    this.pressedAt = 0;
    window.addEventListener("keydown", () => (this.pressedAt = Date.now()), true);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** The first choice gets the focus as soon as no key is being pressed elsewhere; Escape takes the last. @param {string} title @param {string} text @param {Choice[]} choices */
  show(title, text, choices) {
    this.choices = choices;
    const buttons = choices.map((choice, index) => h("button", { type: "button", class: `button ${index ? "button-secondary" : "button-primary"}`, on: { click: () => this.#take(choice) } },
      icon(choice.sign), h("span", { text: choice.words }), choice.key ? h("kbd", { text: choice.key }) : null));
    this.element.replaceChildren(icon("triangle-alert"), h("div", {}, h("strong", { id: "call-banner-words", text: title }), h("p", { text })), h("div", { class: "row" }, ...buttons));
    this.element.hidden = false;
    this.#takeFloor(buttons[0]);
  }

  /** @param {HTMLElement | undefined} first */
  #takeFloor(first) {
    clearTimeout(this.waiting);
    if (isDialogOpen() || Date.now() - this.pressedAt < STILL_MS) this.waiting = setTimeout(() => this.#takeFloor(first), STILL_MS / 10);
    else {
      this.before = document.activeElement;
      first?.focus();
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    event.stopPropagation();
    const choice = event.key === "Escape" ? this.choices.at(-1) : this.choices.find(({ key }) => key?.toLowerCase() === event.key.toLowerCase());
    if (!choice) return;
    event.preventDefault();
    this.#take(choice);
  }

  /** @param {Choice} choice */
  #take(choice) {
    this.hide();
    choice.act();
  }

  hide() {
    if (!this.isOpen) return;
    clearTimeout(this.waiting);
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (hadFocus && this.before instanceof HTMLElement && this.before.isConnected) this.before.focus();
  }
}
