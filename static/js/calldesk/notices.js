/** @file What the desk says below the dial bar: whispered to those who listen, shown, refused, or in the way until it is decided. */

import { h, setText } from "../player/dom.js";
import { Banner } from "./banner.js";

export class Notices {
  constructor() {
    this.said = h("p", { class: "visually-hidden", role: "status" });
    this.wrong = h("p", { class: "call-alert", role: "alert", hidden: true });
    this.banner = new Banner();
    this.element = h("div", { class: "call-notices" }, this.wrong, this.said, this.banner.element);
  }

  /** What the bar shows anyway. @param {string} words */
  say(words) {
    this.#say(words, "visually-hidden");
  }

  /** What is seen nowhere else, such as why a key did nothing; it stays until something else is said. @param {string} words */
  show(words) {
    this.#say(words, "call-hint");
  }

  /** @param {string} words @param {string} look */
  #say(words, look) {
    this.said.className = look;
    this.said.textContent = "";
    this.said.textContent = words;
  }

  /** @param {string} words why the server refused; "" once it is asked again, so that the same words are told anew */
  refuse(words) {
    setText(this.wrong, words);
    this.wrong.hidden = !words;
  }
}
