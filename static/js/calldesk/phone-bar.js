/** @file The line below the dial bar: the browser's telephone with its keys, or the number that a person dials. */

import { h, icon, setText } from "../player/dom.js";
import { Keypad } from "./keypad.js";
import { t } from "./texts.js";

/** @typedef {import("./phone.js").Phone} Phone @typedef {import("./phone.js").State} State */

/** @type {Record<State, () => string>} */
const STATES = {
  idle: () => t("In this browser"),
  connecting: () => t("In this browser: connecting …"),
  ringing: () => t("In this browser: ringing"),
  open: () => t("In this browser: connected"),
  rejoining: () => t("In this browser: the connection is lost for a moment"),
};
/** @type {Record<string, () => string>} */
const WARNINGS = {
  "no-sound": () => t("Your microphone gives no sound: is the headset muted?"),
  weak: () => t("The connection is weak: the other side may hear you badly."),
};

export class PhoneBar {
  /** @param {{ onMute: () => void, onTone: (tone: string) => void }} options */
  constructor({ onMute, onTone }) {
    this.keypad = new Keypad(onTone);
    this.words = h("span", {});
    this.warning = h("span", { class: "phone-warning", role: "status" });
    this.muted = h("button", { type: "button", class: "button button-secondary", "aria-pressed": "false", "aria-keyshortcuts": "Alt+0", on: { click: onMute } });
    this.pad = h("button", { type: "button", class: "button button-secondary", "aria-keyshortcuts": "Alt+9", on: { click: () => this.keypad.toggle() } }, icon("grip"), h("span", { text: t("Number pad") }), h("kbd", { text: "Alt+9" }));
    this.number = h("strong", { class: "phone-number" });
    this.link = h("a", { class: "button button-secondary", "aria-keyshortcuts": "Alt+9" }, icon("external-link"), h("span", { text: t("Open in a program") }), h("kbd", { text: "Alt+9" }));
    this.browser = h("div", { class: "phone-line" }, icon("headset"), this.words, this.muted, this.pad, this.warning);
    this.hand = h("div", { class: "phone-line" }, icon("phone"), h("span", { text: t("Please dial:") }), this.number, this.link);
    this.element = h("section", { class: "call-phone", "aria-label": t("Telephone"), hidden: true }, this.browser, this.hand, this.keypad.element);
  }

  /** @param {Phone} phone */
  showBrowser({ state, warning, isMuted }) {
    this.element.hidden = this.browser.hidden = state === "idle";
    this.hand.hidden = true;
    if (state === "idle") return this.keypad.close();
    setText(this.words, STATES[state]());
    setText(this.warning, WARNINGS[warning]?.() ?? "");
    if (this.muted.getAttribute("aria-pressed") === String(isMuted) && this.muted.firstChild) return;
    this.muted.setAttribute("aria-pressed", String(isMuted));
    this.muted.replaceChildren(icon(isMuted ? "mic-off" : "mic"), h("span", { text: isMuted ? t("You are muted") : t("Mute") }), h("kbd", { text: "Alt+0" }));
  }

  /** @param {string} words the number @param {string} address of its link @param {boolean} opens at once: a program takes it */
  showNumber(words, address, opens) {
    this.element.hidden = this.hand.hidden = false;
    this.browser.hidden = true;
    setText(this.number, words);
    this.link.setAttribute("href", address);
    if (opens) this.link.click();
  }

  hide() {
    this.keypad.close();
    this.element.hidden = true;
  }

  /** Alt+9: what there is to be pressed of the telephone. @returns {boolean} whether there is anything */
  use() {
    if (this.element.hidden) return false;
    if (this.browser.hidden) this.link.click();
    else this.keypad.toggle();
    return true;
  }
}
