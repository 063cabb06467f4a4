/** @file A condition as rows: item, comparison, value. For people who never write formulas. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, iconButton } from "./dialogs.js";
import { parseRule, writeRule } from "./rules.js";
import { choicesOf, everyNode, isContainer, nameOf, textIn, titleOf, typeOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./rules.js").Row} Row @typedef {import("./rules.js").Rule} Rule @typedef {import("./tree.js").Node} Node */

const NUMBERS = new Set(["integer", "decimal", "range", "timer", "calculate"]);
const CODES = new Set(["select_one", "rank", "acknowledge"]);

export class Assistant {
  /** @param {Builder} app @param {{ self: string, isCheck: boolean, write: (text: string) => void }} options `isCheck`: the condition is about the answer itself */
  constructor(app, { self, isCheck, write }) {
    this.app = app;
    this.isCheck = isCheck;
    this.self = self;
    this.write = write;
    /** @type {Rule} */
    this.rule = { joiner: "and", rows: [] };
    this.text = "";
    this.body = h("div", { class: "rule-rows" });
    this.add = button(t("Add a condition"), () => this.#addRow(), { kind: "quiet", sign: "plus" });
    this.element = h("div", { class: "rule", role: "group", "aria-label": t("Simple rule") }, this.body, this.add);
  }

  /** @param {string} text the expression as it is now */
  show(text) {
    if (text === this.text && this.drawn) return;
    const rule = parseRule(text);
    if (!rule) return;
    // Rows that are not finished yet are not in the text: they stay while the text has not changed elsewhere.
    this.text = text;
    this.rule = rule;
    this.#draw();
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.element.querySelector("select, button"))?.focus();
  }

  /** @param {string} name @returns {Node | undefined} */
  #node(name) {
    const wanted = name === "." ? this.self : name;
    for (const { node } of everyNode(this.app.draft.content)) if (nameOf(node) === wanted) return node;
    return undefined;
  }

  /** @param {string} name */
  #typeOf(name) {
    const node = this.#node(name);
    return node ? typeOf(node) : "text";
  }

  #commit() {
    const complete = this.rule.rows.filter((row) => row.item && (row.value !== "" || row.compare === "answered" || row.compare === "blank"));
    this.text = writeRule({ ...this.rule, rows: complete }, (name) => !NUMBERS.has(this.#typeOf(name)));
    this.write(this.text);
  }

  #addRow() {
    const item = this.isCheck ? "." : "";
    this.rule.rows.push({ item, compare: item ? this.#comparisons(item)[0][0] : "=", value: "" });
    this.#draw();
    /** @type {HTMLElement | null} */ (this.body.lastElementChild?.querySelector(this.isCheck ? ".rule-compare" : ".rule-item"))?.focus();
  }

  #draw() {
    this.drawn = true;
    this.body.replaceChildren(...this.rule.rows.map((row, index) => this.#row(row, index)));
  }

  /** @param {number} index @param {string} part */
  #redraw(index, part) {
    this.#draw();
    /** @type {HTMLElement | null} */ (this.body.children[index]?.querySelector(part))?.focus();
  }

  /** @param {Row} row @param {number} index */
  #row(row, index) {
    const number = index + 1;
    const item = this.#itemSelect(row, index);
    const compare = this.#select("rule-compare", t("Comparison {number}", { number }), this.#comparisons(row.item), row.compare, (value) => {
      row.compare = value;
      this.#commit();
      this.#redraw(index, ".rule-compare");
    });
    const needsValue = row.compare !== "answered" && row.compare !== "blank";
    return h("div", { class: "rule-row" }, index ? this.#joiner(index) : null, item, compare, needsValue ? this.#value(row, number) : null,
      iconButton(t("Remove condition {number}", { number }), "x", () => {
        this.rule.rows.splice(index, 1);
        this.#commit();
        this.#draw();
        if (this.rule.rows.length) this.focus();
        else this.add.focus();
      }));
  }

  /** @param {number} index */
  #joiner(index) {
    return this.#select("rule-joiner", t("How the conditions are joined"), [["and", t("and also")], ["or", t("or else")]], this.rule.joiner, (value) => {
      this.rule.joiner = value === "or" ? "or" : "and";
      this.#commit();
      this.#redraw(index, ".rule-joiner");
    });
  }

  /** @param {Row} row @param {number} index */
  #itemSelect(row, index) {
    const nodes = [...everyNode(this.app.draft.content)].map((step) => step.node).filter((node) => !isContainer(node) && typeOf(node) !== "note" && nameOf(node) !== this.self);
    const options = /** @type {[string, string][]} */ (nodes.map((node) => [nameOf(node), titleOf(node, this.app.language)]));
    const own = /** @type {[string, string][]} */ (this.self ? [[".", t("this answer")]] : []);
    const known = row.item === "" || row.item === "." || options.some(([name]) => name === row.item) ? [] : /** @type {[string, string][]} */ ([[row.item, row.item]]);
    return this.#select("rule-item", t("Item {number}", { number: index + 1 }), [["", t("Choose an item")], ...own, ...options, ...known], row.item, (value) => {
      row.item = value;
      row.value = "";
      const fitting = this.#comparisons(value).map(([compare]) => compare);
      if (!fitting.includes(row.compare)) row.compare = fitting[0];
      this.#commit();
      this.#redraw(index, ".rule-item");
    });
  }

  /** What may be asked of an item, by what it stores. @param {string} item @returns {[string, string][]} */
  #comparisons(item) {
    const type = item ? this.#typeOf(item) : "";
    const presence = /** @type {[string, string][]} */ ([["answered", t("is answered")], ["blank", t("is not answered")]]);
    if (type === "select_multiple") return [["selected", t("includes")], ["not-selected", t("does not include")], ...presence];
    const equality = /** @type {[string, string][]} */ ([["=", t("is")], ["!=", t("is not")]]);
    if (CODES.has(type)) return [...equality, ...presence];
    return [...equality, ["<", t("is less than")], ["<=", t("is at most")], [">", t("is more than")], [">=", t("is at least")], ...presence];
  }

  /** @param {Row} row @param {number} number */
  #value(row, number) {
    const choices = choicesOf(this.app.draft.content, this.#node(row.item));
    const label = t("Value {number}", { number });
    const done = (/** @type {string} */ value) => {
      row.value = value;
      this.#commit();
    };
    if (choices.length) {
      const options = /** @type {[string, string][]} */ (choices.map((choice) => [choice.name, textIn(choice.label, this.app.language) || choice.name]));
      const unknown = row.value && !choices.some((choice) => choice.name === row.value) ? /** @type {[string, string][]} */ ([[row.value, row.value]]) : [];
      return this.#select("rule-value", label, [["", t("Choose")], ...options, ...unknown], row.value, done);
    }
    const input = h("input", { class: "input rule-value", type: "text", "aria-label": label, inputmode: NUMBERS.has(this.#typeOf(row.item)) ? "decimal" : undefined, on: { input: () => done(input.value.trim().replace(/^(-?\d+),(\d+)$/, "$1.$2")), blur: () => this.app.draft.settle() } });
    input.value = row.value;
    return input;
  }

  /** @param {string} kind @param {string} label @param {[string, string][]} options @param {string} value @param {(value: string) => void} onChange */
  #select(kind, label, options, value, onChange) {
    const select = h("select", { class: `input ${kind}`, "aria-label": label, on: { change: () => { onChange(select.value); this.app.draft.settle(); } } }, ...options.map(([code, text]) => h("option", { value: code, text })));
    select.value = value;
    return select;
  }
}
