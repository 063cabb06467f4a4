/** @file What an answer is worth, beside the item: the part of the scheme that is about it. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, iconButton } from "./dialogs.js";
import { ExpressionField } from "./expression.js";
import { checkField, textField } from "./fields.js";
import { choicesOf, isOfAnswers, kindOf, nameOf, textIn, typeOf, wordsIn } from "./tree.js";

/** @typedef {import("./inspector.js").Inspector} Inspector @typedef {import("./tree.js").Node} Node @typedef {import("./fields.js").Field} Field */

const NUMBERS = new Set(["integer", "decimal", "range", "timer", "calculate"]);
/** A list of thousands is not valued one by one. */
const MOST_CHOICES = 200;
const NOT_APPLICABLE = ["not_applicable", "n/a", "-"];
const WAYS_OUT = /** @type {[string, () => string][]} */ ([["dont_know", () => t("Don't know")], ["refused", () => t("Refused")], ["not_applicable", () => t("Not applicable")]]);

/** What few items need: offered by a button until it has a value. @type {{ key: string, label: () => string, for?: (type: string) => boolean }[]} */
const MORE = [
  { key: "when", label: () => t("Counts only if") },
  { key: "blank", label: () => t("Worth if it was not answered") },
  { key: "otherwise", label: () => t("Worth of every other choice"), for: (type) => type === "select_one" },
  { key: "cap", label: () => t("At most, of several choices"), for: (type) => type === "select_multiple" },
  { key: "scale", label: () => t("From the worst to the best figure"), for: (type) => NUMBERS.has(type) || type === "select_one" },
];

export const SELDOM = MORE.map((one) => one.key);

export class ScoreFields {
  /** @param {Inspector} inspector @param {Node} node */
  constructor(inspector, node) {
    this.inspector = inspector;
    this.app = inspector.app;
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
    return [counts.element, this.#weights(), ...this.#values(), ...(this.part === "items" ? this.#more() : [])];
  }

  /** @returns {HTMLElement[]} */
  #more() {
    const { inspector, node } = this;
    const fitting = MORE.filter((one) => one.for?.(typeOf(node)) ?? true);
    const isShown = (/** @type {string} */ key) => this.rule?.[key] !== undefined || inspector.isWanted(node, `score/${key}`);
    const shown = fitting.filter(({ key }) => isShown(key)).map(({ key, label }) => {
      const field = key === "when" ? this.#when(label()) : key === "scale" ? this.#scale(label()) : textField(label(), this.#binding(key), { key: `score/${key}`, type: "number" });
      this.fields.push(field);
      return field.element;
    });
    const offers = fitting.filter(({ key }) => !isShown(key)).map(({ key, label }) => button(label(), () => inspector.want(node, `score/${key}`), { kind: "quiet", sign: "plus", data: { offer: `score/${key}` } }));
    return [...shown, h("div", { class: "inspector-more" }, ...offers)];
  }

  /** @param {string} label */
  #when(label) {
    const { app, node } = this;
    return new ExpressionField(app, { label, key: "when", field: "score/when", place: `scheme/items/${nameOf(node)}/when`, id: node.id, self: "", hint: t("Otherwise the item is left out of this visit altogether."), get: () => this.rule?.when ?? "", set: (value) => this.#set("when", value) });
  }

  /** The figure that is worth nothing, and the one that is worth everything. @param {string} label @returns {Field} */
  #scale(label) {
    const ends = () => /** @type {string[]} */ ((this.rule?.scale ?? ["", ""]).map(String));
    const fields = [t("Worst figure"), t("Best figure")].map((word, at) => textField(word, {
      get: () => ends()[at] ?? "", done: () => this.app.draft.settle(),
      set: (value) => {
        const next = ends().map((end, index) => (index === at ? plain(value) : end));
        this.#set("scale", next.some(Boolean) ? next : undefined);
      },
    }, { key: `score/scale/${at}`, type: "number" }));
    return { element: h("fieldset", { class: "field" }, h("legend", { class: "field-label", text: label }), h("div", { class: "field-row" }, ...fields.map((field) => field.element))), refresh: () => fields.forEach((field) => field.refresh()) };
  }

  /** @param {string} key */
  #binding(key) {
    return { get: () => this.rule?.[key] ?? "", set: (/** @type {string} */ value) => this.#set(key, plain(value)), done: () => this.app.draft.settle() };
  }

  #weights() {
    const weight = textField(t("Weight"), this.#binding("weight"), { key: "score/weight", type: "number" });
    const target = textField(t("Target in %"), this.#binding("target"), { key: "score/target", type: "number" });
    this.fields.push(weight, target);
    return h("div", { class: "field-row" }, weight.element, target.element);
  }

  /** @returns {HTMLElement[]} */
  #values() {
    if (this.part === "sections") return [];
    const type = typeOf(this.node);
    if (type === "select_one" || type === "select_multiple" || type === "promise") return [this.#perChoice()];
    return NUMBERS.has(type) ? [this.#steps()] : [];
  }

  #perChoice() {
    const codes = this.#codes();
    const rows = codes.map(([code, words]) => {
      const field = textField(words, { get: () => valueWord(this.rule, code), set: (value) => this.#setValue(code, value.trim()), done: () => this.app.draft.settle() }, { key: `score/value/${code}`, list: ["1", "0.5", "0", "–"] });
      this.fields.push(field);
      return field.element;
    });
    const derive = !this.rule?.value && rows.length ? h("p", { class: "field-hint", text: t("Left empty, yes/no and rating scales know their own value.") }) : null;
    return h("fieldset", { class: "field value-list" }, h("legend", { class: "field-label", text: t("Value of each choice") }), h("p", { class: "field-hint", text: t("1 is full value, 0 none; “–” means not applicable.") }), ...rows, derive);
  }

  /** Every code an answer may have and what it is called; ways out count only where they have a value. @returns {[string, string][]} */
  #codes() {
    const { app, node } = this;
    if (typeOf(node) === "promise") return [["kept", t("kept as promised")], ["broken", t("not kept")]];
    const choices = isOfAnswers(node) ? [] : choicesOf(app.draft.content, node).slice(0, MOST_CHOICES);
    const missing = node.missing ?? app.draft.content.document.missing ?? [];
    const out = WAYS_OUT.filter(([code]) => missing.includes(code)).map(([code, word]) => /** @type {[string, string]} */ ([code, word()]));
    const other = node.or_other ? [/** @type {[string, string]} */ (["other", t("Other")])] : [];
    return [...choices.map((choice) => /** @type {[string, string]} */ ([choice.name, textIn(choice.label, app.language) || choice.name])), ...other, ...out];
  }

  /** @param {string} code @param {string} text */
  #setValue(code, text) {
    const value = { ...this.rule?.value };
    if (text === "") delete value[code];
    else value[code] = text === "–" || text === "-" ? "not_applicable" : plain(text);
    const left = wordsIn(this.rule?.not_applicable).filter((one) => one !== code);
    const rule = { ...this.rule, value, not_applicable: left };
    if (!Object.keys(value).length) delete rule.value;
    if (!left.length) delete rule.not_applicable;
    this.#write(rule, "value");
  }

  /** Numbers: up to which figure which value. */
  #steps() {
    const steps = () => /** @type {string[][]} */ ((this.rule?.steps ?? []).map((/** @type {any[]} */ step) => step.map(String)));
    const put = (/** @type {string[][]} */ next) => this.#set("steps", next.length ? next : undefined);
    const cell = (/** @type {number} */ row, /** @type {number} */ column, /** @type {string} */ label) => {
      const field = textField(label, {
        get: () => steps()[row]?.[column] ?? "",
        set: (value) => put(steps().map((step, index) => (index === row ? step.map((old, at) => (at === column ? plain(value) : old)) : step))),
        done: () => this.app.draft.settle(),
      }, { key: `score/steps/${row}/${column}`, type: "number" });
      this.fields.push(field);
      return field.element;
    };
    const rows = steps().map((_, row) => h("div", { class: "field-row step-row" }, cell(row, 0, t("Up to")), cell(row, 1, t("Value")), iconButton(t("Remove this step"), "x", () => put(steps().filter((__, index) => index !== row)))));
    const otherwise = textField(t("Above that"), this.#binding("otherwise"), { key: "score/otherwise", type: "number" });
    this.fields.push(otherwise);
    return h("fieldset", { class: "field value-list" }, h("legend", { class: "field-label", text: t("Value by steps") }), ...rows,
      button(t("Add a step"), () => put([...steps(), ["", "1"]]), { kind: "quiet", sign: "plus" }), rows.length ? otherwise.element : null);
  }
}

/** A decimal comma is a point. @param {string} text */
const plain = (text) => text.trim().replace(",", ".");

/** @param {Record<string, any> | null} rule @param {string} code */
function valueWord(rule, code) {
  const value = rule?.value?.[code];
  if (value === undefined) return wordsIn(rule?.not_applicable).includes(code) ? "–" : "";
  return NOT_APPLICABLE.includes(String(value)) ? "–" : String(value);
}
