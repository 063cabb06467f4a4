/** @file The scheme as a whole: how points become a score, sections, bonus, what cuts the score, grades; and what visits come to. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { focusable, isWithin, problemsField } from "./beside.js";
import { button } from "./dialogs.js";
import { keepingFocus, selectField, textField } from "./fields.js";
import { bonusForm, gradesForm } from "./score-grades.js";
import { CUTS, cutsForm } from "./score-cuts.js";
import { worthLines } from "./score-worth.js";
import { nameOf, titleOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./fields.js").Field} Field @typedef {{ elements: HTMLElement[], fields: Field[] }} Part */

/** Groups that show their own problems; the rest stands at the top. */
const GROUPS = ["sections", "bonus", "grades", ...CUTS];

export class ScorePage {
  isWide = true;

  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.shape = "";
    /** @type {Field[]} */
    this.fields = [];
    this.worth = h("section", { class: "score-worth", "aria-label": t("What visits come to") });
    this.body = h("div", { class: "stack" });
    this.element = h("div", { class: "side-scroll stack score-page" }, this.worth, this.body);
  }

  get scheme() {
    return this.app.draft.content.scheme;
  }

  refresh() {
    this.worth.replaceChildren(...worthLines(this.app));
    const shape = this.#shapeNow();
    if (shape === this.shape) return this.fields.forEach((field) => field.refresh());
    this.shape = shape;
    keepingFocus(this.body, () => this.#build());
    return undefined;
  }

  onState() {
    this.refresh();
  }

  /** What decides which fields there are. */
  #shapeNow() {
    const { scheme, app } = this;
    if (!scheme) return "none";
    const lists = ["grades", ...CUTS].map((key) => scheme[key]?.length ?? 0);
    return JSON.stringify([lists, app.languages, app.language, scheme.model, scheme.bonus?.items ?? [], this.#sections(), (scheme.grades ?? []).map((/** @type {any[]} */ grade) => grade[1])]);
  }

  #build() {
    this.fields = [];
    const { app, scheme } = this;
    if (!scheme) {
      this.body.replaceChildren(h("p", { class: "field-hint", text: t("Without a scheme, yes/no items and rating scales count equally.") }), app.mayEdit ? button(t("Make a scoring scheme"), () => app.makeScheme(), { sign: "target" }) : "");
      return;
    }
    const group = (/** @type {string} */ title, /** @type {Part} */ part, /** @type {string} */ key) => this.#group(title, part, key);
    this.body.replaceChildren(
      group(t("The score"), this.#frame(), ""), group(t("Weights of the sections"), this.#weights(), "sections"), group(t("Bonus"), bonusForm(app), "bonus"),
      ...CUTS.map((key) => group(cutsForm.title(key), cutsForm(app, key), key)), group(t("Grades"), gradesForm(app), "grades"));
    if (!app.mayEdit) for (const control of this.body.querySelectorAll("input, textarea, select, button")) control.setAttribute("disabled", "");
  }

  /** @param {string} title @param {Part} part @param {string} key */
  #group(title, part, key) {
    const wrong = problemsField(this.app, (where) => (key ? where === `scheme/${key}` : isWithin(where, "scheme") && !GROUPS.some((one) => isWithin(where, `scheme/${one}`))));
    this.fields.push(...part.fields, wrong);
    return h("section", { class: "score-group stack stack-tight", data: { key: `scheme/${key}` } }, h("h2", { class: "side-title", text: title }), wrong.element, ...part.elements);
  }

  /** @returns {Part} */
  #frame() {
    const bind = (/** @type {string} */ key, /** @type {string} */ label) => ({ get: () => this.scheme?.[key] ?? "", set: (/** @type {string} */ value) => this.app.set("scheme", [key], value.trim().replace(",", ".") || undefined, label), done: () => this.app.draft.settle() });
    const number = (/** @type {string} */ key, /** @type {string} */ label) => textField(label, bind(key, label), { key: `scheme/${key}`, type: "number" });
    const model = selectField(t("How points become a score"), bind("model", t("How points become a score")), [["points", t("Points")], ["index", t("Index")], ["deductions", t("Deductions")], ["grades", t("School marks")]], { key: "scheme/model" });
    const hint = this.scheme.model === "grades" ? [h("p", { class: "field-hint", text: t("With school marks, targets, caps and limits are marks too, and a deduction of 0.5 is half a mark.") })] : [];
    const numbers = [number("target", this.scheme.model === "grades" ? t("Target") : t("Target in %")), number("minimum_coverage", t("Least share answered (0 to 1)"))];
    return { fields: [model, ...numbers], elements: [model.element, ...hint, h("div", { class: "field-row" }, ...numbers.map((field) => field.element))] };
  }

  /** Every page, and what the scheme gathers under a name of its own. @returns {[string, string][]} name and title */
  #sections() {
    const { app } = this;
    const pages = app.draft.content.document.sections.map((/** @type {any} */ node) => /** @type {[string, string]} */ ([nameOf(node), titleOf(node, app.language) || nameOf(node)]));
    const known = new Set(pages.map(([name]) => name));
    return [...pages, .../** @type {[string, string][]} */ (Object.keys(this.scheme.sections ?? {}).filter((name) => !known.has(name)).map((name) => [name, name]))];
  }

  /** @returns {Part} */
  #weights() {
    const rows = this.#sections().map(([name, title]) => this.#section(name, title));
    return { fields: rows.flatMap((row) => row.fields), elements: [h("p", { class: "field-hint", text: t("A section without a weight weighs what its items weigh. Below its pass mark the whole visit fails.") }), ...rows.flatMap((row) => row.elements)] };
  }

  /** @param {string} name @param {string} title @returns {Part} */
  #section(name, title) {
    const { app } = this;
    const rule = () => {
      const found = this.scheme?.sections?.[name];
      return found === undefined || found === null || typeof found === "object" ? found ?? {} : { weight: String(found) };
    };
    const bind = (/** @type {string} */ key) => ({
      get: () => rule()[key] ?? "", done: () => app.draft.settle(),
      set: (/** @type {string} */ value) => {
        const next = { ...rule(), [key]: value.trim().replace(",", ".") || undefined };
        const isEmpty = Object.values(next).every((one) => one === undefined);
        app.act(t("Scoring"), [{ do: "set", of: "scheme", keys: ["sections", name], value: isEmpty ? undefined : JSON.parse(JSON.stringify(next)) }], { run: `scheme/sections/${name}/${key}`, focus: "document" });
      },
    });
    const field = (/** @type {string} */ key, /** @type {string} */ label) => textField(label, bind(key), { key: `scheme/sections/${name}/${key}`, type: "number" });
    const fields = [field("weight", t("Weight")), field("target", t("Target")), field("pass_mark", t("Pass mark"))];
    const wrong = problemsField(app, (where) => isWithin(where, `scheme/sections/${name}`));
    return { fields: [...fields, wrong], elements: [h("fieldset", { class: "field score-row", data: { key: `scheme/sections/${name}` } }, h("legend", { class: "field-label", text: title }), h("div", { class: "field-row" }, ...fields.map((one) => one.element)), wrong.element)] };
  }

  /** The field of a key, or of the nearest part around it. @param {string} key */
  focusKey(key) {
    for (let place = key; place; place = place.includes("/") ? place.slice(0, place.lastIndexOf("/")) : "") {
      const exact = this.body.querySelector(`[data-field="${CSS.escape(place)}"]`);
      const target = focusable(exact) ?? focusable(this.body.querySelector(`[data-key="${CSS.escape(place)}"]`));
      if (!target) continue;
      target.focus();
      target.scrollIntoView({ block: "nearest" });
      return;
    }
  }
}
