/** @file The scheme as a whole: how points become a score, sections, bonus, what cuts the score, grades; and what visits come to. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { focusable, isWithin, problemsField } from "./beside.js";
import { button } from "./dialogs.js";
import { keepingFocus, selectField, textField } from "./fields.js";
import { gradesForm } from "./score-grades.js";
import { CUTS, cutsForm } from "./score-cuts.js";
import { sectionsForm, sectionsOf } from "./score-sections.js";
import { bonusForm, exclusiveForm, outcomesForm } from "./score-sets.js";
import { worthLines } from "./score-worth.js";
import { everyNode, isContainer, nameOf, titleOf, typeOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./fields.js").Field} Field @typedef {{ elements: HTMLElement[], fields: Field[] }} Part */

/** Groups that show their own problems; the rest stands at the top. */
const GROUPS = ["sections", "exclusive", "outcomes", "bonus", "grades", ...CUTS];

export class ScorePage {
  isWide = true;

  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.shape = "";
    /** @type {Field[]} */
    this.fields = [];
    /** the items that a list may name @type {import("./names-field.js").Offered} */
    this.offered = { shape: "", pairs: [] };
    this.worth = h("section", { class: "score-worth", "aria-label": t("What visits come to") });
    this.body = h("div", { class: "stack" });
    this.element = h("div", { class: "side-scroll stack score-page" }, this.worth, this.body);
  }

  get scheme() {
    return this.app.draft.content.scheme;
  }

  refresh() {
    this.worth.replaceChildren(...worthLines(this.app));
    this.offered = offeredIn(this.app);
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
    const lists = ["grades", "exclusive", ...CUTS].map((key) => scheme[key]?.length ?? 0);
    return JSON.stringify([lists, app.languages, app.language, scheme.model, sectionsOf(app), (scheme.grades ?? []).map((/** @type {any[]} */ grade) => grade[1])]);
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
      group(t("The score"), this.#frame(), ""), group(t("Weights of the sections"), sectionsForm(app), "sections"),
      group(t("Only the best one counts"), exclusiveForm(app), "exclusive"), group(t("Bonus"), bonusForm(app), "bonus"),
      ...CUTS.map((key) => group(cutsForm.title(key), cutsForm(app, key), key)), group(t("Grades"), gradesForm(app), "grades"), group(t("Results beside the score"), outcomesForm(app), "outcomes"));
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
    const isMarks = this.scheme.model === "grades";
    const bind = (/** @type {string} */ key, /** @type {string} */ label) => ({ get: () => this.scheme?.[key] ?? "", set: (/** @type {string} */ value) => this.app.set("scheme", [key], value, label), done: () => this.app.draft.settle() });
    const line = (/** @type {string} */ key, /** @type {string} */ label, hint = "") => textField(label, bind(key, label), { key: `scheme/${key}`, hint });
    const number = (/** @type {string} */ key, /** @type {string} */ label) => {
      const binding = bind(key, label);
      return textField(label, { ...binding, set: (value) => binding.set(value.trim().replace(",", ".")) }, { key: `scheme/${key}`, type: "number" });
    };
    const model = selectField(t("How points become a score"), bind("model", t("How points become a score")), [["points", t("Points")], ["index", t("Index")], ["deductions", t("Deductions")], ["grades", t("School marks")]], { key: "scheme/model" });
    const hint = isMarks ? [h("p", { class: "field-hint", text: t("With school marks, targets, caps and limits are marks too, and a deduction of 0.5 is half a mark.") })] : [];
    const rows = [isMarks ? [this.#mark(0, t("Best mark"), "0.5"), this.#mark(1, t("Worst mark"), "5.5")] : [],
      [number("target", isMarks ? t("Target") : t("Target in %")), number("minimum_coverage", t("Least share answered (0 to 1)"))],
      [line("scheme", t("Name of the scheme"), t("Small letters and hyphens.")), line("version", t("Version"))], [line("note", t("Remark"))]].filter((row) => row.length);
    return { fields: [model, ...rows.flat()], elements: [model.element, ...hint, ...rows.map((row) => h("div", { class: "field-row" }, ...row.map((field) => field.element)))] };
  }

  /** The ends of the school marks. @param {number} at @param {string} label @param {string} usual @returns {Field} */
  #mark(at, label, usual) {
    const marks = () => /** @type {string[]} */ (this.scheme?.marks ?? ["", ""]).map(String);
    const set = (/** @type {string} */ value) => {
      const next = [...marks()];
      next[at] = value.trim().replace(",", ".");
      const filled = next.map((mark, index) => mark || ["0.5", "5.5"][index]);
      this.app.set("scheme", ["marks"], next.some(Boolean) ? filled : undefined, label);
    };
    return textField(label, { get: () => marks()[at] ?? "", set, done: () => this.app.draft.settle() }, { key: `scheme/marks/${at}`, type: "number", placeholder: usual });
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

/** @param {Builder} app @returns {import("./names-field.js").Offered} */
function offeredIn(app) {
  const items = [...everyNode(app.draft.content)].map((step) => step.node).filter((node) => !isContainer(node) && typeOf(node) !== "note");
  const pairs = items.map((node) => /** @type {[string, string]} */ ([nameOf(node), titleOf(node, app.language) || nameOf(node)]));
  return { shape: JSON.stringify(pairs), pairs };
}
