/** @file What an answer is worth, beside the item: the part of the scheme that is about it. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, iconButton } from "./dialogs.js";
import { checkField, textField } from "./fields.js";
import { choicesOf, kindOf, nameOf, textIn, typeOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./tree.js").Node} Node @typedef {import("./fields.js").Field} Field */

const NUMBERS = new Set(["integer", "decimal", "range", "timer", "calculate"]);

export class ScoreFields {
  /** @param {Builder} app @param {Node} node */
  constructor(app, node) {
    this.app = app;
    this.node = node;
    this.part = kindOf(node) === "section" ? "sections" : "items";
    /** @type {Field[]} */
    this.fields = [];
    this.element = h("div", { class: "stack stack-tight" }, ...this.#build());
  }

  refresh() {
    for (const field of this.fields) field.refresh();
  }

  /** The scheme's entry as a mapping: `thanked: 1` is short for a weight. @returns {Record<string, any> | null} */
  get rule() {
    const rule = this.app.draft.content.scheme?.[this.part]?.[nameOf(this.node)];
    if (rule === undefined || rule === null) return null;
    return typeof rule === "object" ? rule : { weight: String(rule) };
  }

  /** @param {Record<string, any> | undefined} rule @param {string} [run] */
  #write(rule, run = "rule") {
    this.app.act(t("Scoring"), [{ do: "set", of: "scheme", keys: [this.part, nameOf(this.node)], value: rule }], { run: `${this.node.id}/score/${run}`, focus: this.node.id });
  }

  /** @param {string} key @param {any} value */
  #set(key, value) {
    const rule = { ...this.rule };
    if (value === "" || value === undefined) delete rule[key];
    else rule[key] = value;
    this.#write(rule, key);
  }

  /** @returns {HTMLElement[]} */
  #build() {
    const { app } = this;
    if (!app.draft.content.scheme) {
      return [h("p", { class: "field-hint", text: t("Without a scheme, yes/no items and rating scales count equally.") }), button(t("Make a scoring scheme"), () => app.makeScheme(), { sign: "target" })];
    }
    const counts = checkField(this.part === "sections" ? t("Has a weight of its own") : t("Counts in the score"), {
      get: () => this.rule !== null,
      set: (value) => this.#write(value ? { weight: "1" } : undefined),
    }, { key: "score" });
    this.fields.push(counts);
    if (!this.rule) return [counts.element];
    return [counts.element, this.#weights(), ...this.#values()];
  }

  #weights() {
    const bind = (/** @type {string} */ key) => ({ get: () => this.rule?.[key] ?? "", set: (/** @type {string} */ value) => this.#set(key, value.trim()), done: () => this.app.draft.settle() });
    const weight = textField(t("Weight"), bind("weight"), { key: "score/weight", type: "number" });
    const target = textField(t("Target in %"), bind("target"), { key: "score/target", type: "number" });
    this.fields.push(weight, target);
    return h("div", { class: "field-row" }, weight.element, target.element);
  }

  /** @returns {HTMLElement[]} */
  #values() {
    if (this.part === "sections") return [];
    const type = typeOf(this.node);
    if (type === "select_one" || type === "select_multiple") return [this.#perChoice()];
    return NUMBERS.has(type) ? [this.#steps()] : [];
  }

  #perChoice() {
    const { app, node } = this;
    const rows = choicesOf(app.draft.content, node).map((choice) => {
      const field = textField(textIn(choice.label, app.language) || choice.name, {
        get: () => valueWord(this.rule?.value?.[choice.name]),
        set: (value) => this.#setValue(choice.name, value.trim()),
        done: () => app.draft.settle(),
      }, { key: `score/value/${choice.name}`, list: ["1", "0.5", "0", "–"] });
      this.fields.push(field);
      return field.element;
    });
    const derive = !this.rule?.value && rows.length ? h("p", { class: "field-hint", text: t("Left empty, yes/no and rating scales know their own value.") }) : null;
    return h("fieldset", { class: "field value-list" }, h("legend", { class: "field-label", text: t("Value of each choice") }), h("p", { class: "field-hint", text: t("1 is full value, 0 none; “–” means not applicable.") }), ...rows, derive);
  }

  /** @param {string} code @param {string} text */
  #setValue(code, text) {
    const value = { ...this.rule?.value };
    if (text === "") delete value[code];
    else value[code] = text === "–" || text === "-" ? "not_applicable" : text.replace(",", ".");
    this.#set("value", Object.keys(value).length ? value : undefined);
  }

  /** Numbers: up to which figure which value. */
  #steps() {
    const steps = () => /** @type {string[][]} */ ((this.rule?.steps ?? []).map((/** @type {any[]} */ step) => step.map(String)));
    const put = (/** @type {string[][]} */ next) => this.#set("steps", next.length ? next : undefined);
    const cell = (/** @type {number} */ row, /** @type {number} */ column, /** @type {string} */ label) => {
      const field = textField(label, {
        get: () => steps()[row]?.[column] ?? "",
        set: (value) => put(steps().map((step, index) => (index === row ? step.map((old, at) => (at === column ? value.trim() : old)) : step))),
        done: () => this.app.draft.settle(),
      }, { key: `score/steps/${row}/${column}`, type: "number" });
      this.fields.push(field);
      return field.element;
    };
    const rows = steps().map((_, row) => h("div", { class: "field-row step-row" }, cell(row, 0, t("Up to")), cell(row, 1, t("Value")), iconButton(t("Remove this step"), "x", () => put(steps().filter((__, index) => index !== row)))));
    const otherwise = textField(t("Above that"), { get: () => this.rule?.otherwise ?? "", set: (value) => this.#set("otherwise", value.trim()), done: () => this.app.draft.settle() }, { key: "score/otherwise", type: "number" });
    this.fields.push(otherwise);
    return h("fieldset", { class: "field value-list" }, h("legend", { class: "field-label", text: t("Value by steps") }), ...rows,
      button(t("Add a step"), () => put([...steps(), ["", "1"]]), { kind: "quiet", sign: "plus" }), rows.length ? otherwise.element : null);
  }
}

/** @param {any} value */
const valueWord = (value) => (value === undefined ? "" : ["not_applicable", "n/a", "-"].includes(String(value)) ? "–" : String(value));
