/** @file The list that opens at the caret: items, functions and choices to complete an expression with. */

import { freshId, h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { complete } from "./completion.js";

/** @typedef {import("./completion.js").Option} Option */

const SIGNS = { item: "pencil", function: "equal", choice: "circle-dot" };

export class Suggestions {
  /** @param {HTMLTextAreaElement} input @param {() => import("./completion.js").Known} known @param {() => void} onInsert */
  constructor(input, known, onInsert) {
    this.input = input;
    this.known = known;
    this.onInsert = onInsert;
    this.id = freshId("suggestions");
    this.at = -1;
    /** @type {{ from: number, to: number, options: Option[] }} */
    this.found = { from: 0, to: 0, options: [] };
    this.list = h("div", { class: "suggestions", role: "listbox", id: this.id, "aria-label": t("Suggestions"), hidden: true });
    input.setAttribute("aria-controls", this.id);
    input.after(this.list);
    input.addEventListener("input", () => this.#open({ asked: false }));
    input.addEventListener("focus", () => { if (!input.value) this.#open({ asked: true }); });
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** @param {{ asked: boolean }} options */
  #open(options) {
    const { value, selectionStart } = this.input;
    this.found = complete(value, selectionStart ?? value.length, this.known(), options);
    this.at = this.found.options.length && !options.asked ? 0 : -1;
    this.#draw();
  }

  close() {
    this.found.options = [];
    this.#draw();
  }

  get isOpen() {
    return this.found.options.length > 0;
  }

  #draw() {
    this.list.hidden = !this.isOpen;
    this.list.replaceChildren(...this.found.options.map((option, index) => this.#option(option, index)));
    this.#mark();
  }

  /** @param {Option} option @param {number} index */
  #option(option, index) {
    return h("div", { class: "suggestion", role: "option", id: `${this.id}-${index}`, "aria-selected": "false", on: { mousedown: (/** @type {MouseEvent} */ event) => { event.preventDefault(); this.#take(option); } } },
      icon(SIGNS[option.kind]), h("span", { class: "suggestion-label", text: option.label }), h("span", { class: "suggestion-detail", text: option.detail }));
  }

  #mark() {
    [...this.list.children].forEach((element, index) => {
      element.setAttribute("aria-selected", String(index === this.at));
      if (index === this.at) element.scrollIntoView({ block: "nearest" });
    });
    if (this.at >= 0 && this.isOpen) this.input.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      return this.#open({ asked: true });
    }
    if (!this.isOpen) return undefined;
    const act = this.#act(event.key);
    if (!act) return undefined;
    event.preventDefault();
    event.stopPropagation();
    act();
    return undefined;
  }

  /** @param {string} key @returns {(() => void) | null} */
  #act(key) {
    const { length } = this.found.options;
    const move = (/** @type {number} */ by) => () => {
      this.at = (this.at + by + length) % length;
      this.#mark();
    };
    if (key === "ArrowDown") return move(1);
    if (key === "ArrowUp") return move(this.at < 0 ? 0 : -1);
    if (key === "Escape") return () => this.close();
    if ((key === "Enter" || key === "Tab") && this.at >= 0) return () => this.#take(this.found.options[this.at]);
    return null;
  }

  /** @param {Option} option */
  #take(option) {
    const { from, to } = this.found;
    this.input.setRangeText(option.insert, from, to, "end");
    this.input.setSelectionRange(from + option.caret, from + option.caret);
    this.close();
    this.onInsert();
  }
}
