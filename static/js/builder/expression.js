/** @file The editor of every expression: a simple rule or a formula, with completion, the mistake in its place, and what it says in plain words. */

import { freshId, h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { Assistant } from "./assistant.js";
import { functionAt } from "./completion.js";
import { Suggestions } from "./suggestions.js";
import { parseRule } from "./rules.js";

/** @typedef {import("./builder.js").Builder} Builder */
/** `place` is what the server calls the spot, where it is not the key. */
/** @typedef {{ label: string, hint?: string, key: string, field?: string, place?: string, id: string, self: string, get: () => string, set: (value: string) => void, columns?: string[] }} Options */

const PAUSE_MS = 300;
/** Only conditions can be rules; a calculation is a formula. */
const CONDITIONS = new Set(["relevant", "required", "readonly", "constraint", "warning", "when"]);

export class ExpressionField {
  /** @param {Builder} app @param {Options} options */
  constructor(app, options) {
    this.app = app;
    this.options = options;
    const { label, hint, key } = options;
    const id = freshId("expression");
    this.input = h("textarea", {
      class: "input input-grow expression-text", id, rows: 1, spellcheck: "false", autocomplete: "off", "aria-autocomplete": "list", "aria-haspopup": "listbox",
      "aria-describedby": `${id}-says ${id}-wrong`, data: { field: options.field ?? key },
    });
    this.says = h("p", { class: "expression-says", id: `${id}-says` });
    this.wrong = h("div", { class: "expression-wrong", id: `${id}-wrong` });
    this.signature = h("p", { class: "expression-signature", hidden: true });
    this.assistant = CONDITIONS.has(key) ? new Assistant(app, { self: options.self, isCheck: Boolean(options.self) && (key === "constraint" || key === "warning"), write: (text) => this.#write(text) }) : null;
    this.isFormula = !this.assistant || parseRule(options.get()) === null;
    this.toggle = h("button", { type: "button", class: "link-button", on: { click: () => this.#switch() } });
    this.formula = h("div", { class: "expression-formula" }, this.input, this.signature);
    this.element = h("div", { class: "field expression" }, h("div", { class: "field-line" }, h("label", { class: "field-label", for: id, text: label }), this.assistant ? this.toggle : null),
      hint ? h("p", { class: "field-hint", text: hint }) : null, this.assistant?.element ?? null, this.formula, this.says, this.wrong);
    this.suggestions = new Suggestions(this.input, () => app.known(options.self, options.columns ?? []), () => this.#onInput());
    this.input.addEventListener("input", () => this.#onInput());
    this.input.addEventListener("blur", () => app.draft.settle());
    for (const kind of ["keyup", "click"]) this.input.addEventListener(kind, () => this.#showSignature());
    this.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && !event.defaultPrevented) event.preventDefault();
    });
    this.#mode();
    this.refresh();
  }

  refresh() {
    const text = this.options.get();
    if (document.activeElement !== this.input && this.input.value !== text) this.input.value = text;
    if (this.assistant && !this.isFormula) {
      if (parseRule(text) === null) this.#formulaNow();
      else this.assistant.show(text);
    }
    if (!this.timer) this.#showStored();
  }

  /** What the server said at the last save. */
  #showStored() {
    const { id, key, place = key, get } = this.options;
    if (!get()) return this.#show("", []);
    if (this.checked?.text === get()) return this.#show(this.checked.reading, this.checked.problems);
    const reading = this.app.state.readings?.[id]?.[place] ?? "";
    return this.#show(reading, this.app.problemsOf(id).filter((problem) => problem.key === place));
  }

  /** @param {string} text from the rows */
  #write(text) {
    this.input.value = text;
    this.options.set(text);
    this.#later();
  }

  #onInput() {
    this.options.set(this.input.value.trim());
    this.#showSignature();
    this.#later();
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.#check(), PAUSE_MS);
  }

  async #check() {
    const text = this.options.get();
    const found = text ? await this.app.evaluate(text, this.options.id, this.options.place ?? this.options.key) : { problems: [], reading: "" };
    this.timer = undefined;
    if (!found || text !== this.options.get()) return;
    this.checked = { text, reading: found.reading ?? "", problems: found.problems ?? [] };
    this.#show(this.checked.reading, this.checked.problems);
  }

  /** @param {string} reading @param {any[]} problems */
  #show(reading, problems) {
    this.says.textContent = problems.length ? "" : reading;
    this.says.hidden = !this.says.textContent;
    this.input.setAttribute("aria-invalid", String(problems.some((problem) => problem.severity !== "warning")));
    this.wrong.replaceChildren(...problems.map((problem) => this.#problem(problem)));
  }

  /** The mistake where it stands: the formula with the place marked. @param {any} problem */
  #problem(problem) {
    const text = this.options.get();
    const from = Number(problem.from);
    const to = Math.max(Number(problem.to), from + 1);
    const place = Number.isFinite(from) && from >= 0
      ? h("button", { type: "button", class: "expression-place", "aria-label": t("Go to the place"), on: { click: () => this.#select(from, to) } }, text.slice(0, from), h("mark", { text: text.slice(from, to) || "␣" }), text.slice(to)) : null;
    return h("div", { class: "problem-line", data: { severity: problem.severity === "warning" ? "warning" : "error" } }, icon(problem.severity === "warning" ? "triangle-alert" : "circle-alert"),
      h("div", {}, h("p", { text: problem.text }), place, problem.remedy ? h("p", { class: "problem-remedy", text: problem.remedy }) : null));
  }

  /** @param {number} from @param {number} to */
  #select(from, to) {
    if (!this.isFormula) this.#formulaNow();
    this.input.focus();
    this.input.setSelectionRange(from, to);
  }

  #showSignature() {
    const found = functionAt(this.input.value, this.input.selectionStart ?? 0, this.app.words.functions);
    this.signature.hidden = !found;
    this.signature.replaceChildren(...(found ? [h("code", { text: found.signature }), ` ${found.help ?? ""}`] : []));
  }

  // --- rule or formula --------------------------------------------------------------------------------------------

  #switch() {
    if (this.isFormula && parseRule(this.options.get()) === null) return;
    this.isFormula = !this.isFormula;
    this.#mode();
    this.refresh();
    if (this.isFormula) this.input.focus();
    else this.assistant?.focus();
  }

  #formulaNow() {
    this.isFormula = true;
    this.#mode();
  }

  #mode() {
    if (!this.assistant) return;
    this.assistant.element.hidden = this.isFormula;
    this.formula.hidden = !this.isFormula;
    this.toggle.textContent = this.isFormula ? t("As a simple rule") : t("As a formula");
    this.toggle.disabled = this.isFormula && parseRule(this.options.get()) === null;
    this.toggle.title = this.toggle.disabled ? t("This formula is more than a simple rule can say.") : "";
    this.input.value = this.options.get();
    if (!this.isFormula) this.assistant.show(this.options.get());
  }
}
