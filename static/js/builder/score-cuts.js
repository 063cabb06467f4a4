/** @file What cuts a score: knock-outs, deductions, thresholds; each a condition with what it does and why. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { isWithin, problemsField } from "./beside.js";
import { button, iconButton, say } from "./dialogs.js";
import { ExpressionField } from "./expression.js";
import { selectField, textField, textsField } from "./fields.js";
import { everyNode, isContainer, kindOf, nameOf, titleOf, withText } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./fields.js").Field} Field @typedef {Record<string, any>} Cut */
/** @typedef {{ app: Builder, key: string, index: number, cut: () => Cut, set: (name: string, value: any) => void }} Card */

export const CUTS = ["knock_outs", "deductions", "thresholds", "rules"];

/** What each kind is called, how one begins, and its fields after the condition. @type {Record<string, { title: () => string, one: () => string, hint: () => string, add: () => string, begin: () => Cut, fields: (card: Card) => Field[] }>} */
const KINDS = {
  knock_outs: {
    title: () => t("Knock-outs"), one: () => t("Knock-out"), add: () => t("Add a knock-out"), begin: () => ({ when: "", cap: "0" }),
    hint: () => t("If it happens, the score can be no higher than this, however good the rest was."),
    fields: (card) => [number(card, "cap", t("At most")), gradeCap(card)],
  },
  deductions: {
    title: () => t("Deductions"), one: () => t("Deduction"), add: () => t("Add a deduction"), begin: () => ({ when: "", deduct: "5" }),
    hint: () => t("If it happens, points are taken from the total; as often as the formula says, where there is one."),
    fields: (card) => [number(card, "deduct", t("Points taken away")), formula(card, "times", t("How often (a formula)"))],
  },
  thresholds: {
    title: () => t("Thresholds"), one: () => t("Threshold"), add: () => t("Add a threshold"), begin: () => ({ zero: "", below: "" }),
    hint: () => t("A section or an item counts nothing if something happens, or if it reaches less than so many percent."),
    fields: (card) => [zero(card), number(card, "below", t("Less than (in %)"))],
  },
  rules: {
    title: () => t("Flags for the review"), one: () => t("Flag"), add: () => t("Add a flag"), begin: () => ({ when: "", flag: "contradictory" }),
    hint: () => t("If it happens, whoever reviews the visit is told. It moves no score, and testers never see it."),
    fields: (card) => [flag(card)],
  },
};

/** @param {Builder} app @param {string} key @returns {Cut[]} */
const cutsOf = (app, key) => app.draft.content.scheme?.[key] ?? [];

/** @param {Builder} app @param {string} key @param {Cut[]} cuts @param {string} run */
function write(app, key, cuts, run) {
  app.act(KINDS[key].title(), [{ do: "set", of: "scheme", keys: [key], value: cuts.length ? cuts : undefined }], { run: run && `scheme/${key}/${run}`, focus: "document" });
}

/** @param {Builder} app @param {string} key @returns {{ elements: HTMLElement[], fields: Field[] }} */
export function cutsForm(app, key) {
  const kind = KINDS[key];
  const cards = cutsOf(app, key).map((_, index) => card(app, key, index));
  const add = () => {
    write(app, key, [...cutsOf(app, key), kind.begin()], "");
    app.side.score.focusKey(`scheme/${key}/${cutsOf(app, key).length - 1}`);
  };
  return { fields: cards.flatMap((one) => one.fields), elements: [h("p", { class: "field-hint", text: kind.hint() }), ...cards.map((one) => one.element), button(kind.add(), add, { kind: "quiet", sign: "plus", data: { field: `scheme/${key}-add` } })] };
}

cutsForm.title = (/** @type {string} */ key) => KINDS[key].title();

/** @param {Builder} app @param {string} key @param {number} index */
function card(app, key, index) {
  const cut = () => cutsOf(app, key)[index] ?? {};
  const set = (/** @type {string} */ name, /** @type {any} */ value) => {
    const next = { ...cut(), [name]: value };
    if (value === "" || value === undefined) delete next[name];
    write(app, key, cutsOf(app, key).map((one, at) => (at === index ? next : one)), `${index}/${name}`);
  };
  const here = { app, key, index, cut, set };
  const title = `${KINDS[key].one()} ${index + 1}`;
  const remove = () => {
    write(app, key, cutsOf(app, key).filter((_, at) => at !== index), "");
    say(t("“{name}” was deleted.", { name: title }), { act: [t("Undo"), () => app.undo()] });
  };
  const reason = textsField(t("Reason, as the report says it"), app.languages, (language) => ({ get: () => cut().reason?.[language], set: (value) => set("reason", withText(cut().reason, language, value)), done: () => app.draft.settle() }), { key: place(here, "reason") });
  const own = ["when", "times"].map((name) => place(here, name));
  const wrong = problemsField(app, (where) => isWithin(where, `scheme/${key}/${index}`) && !own.includes(where));
  const fields = [formula(here, "when", t("If this is so")), ...KINDS[key].fields(here), reason, wrong];
  return { fields, element: h("fieldset", { class: "rule-card", data: { key: `scheme/${key}/${index}` } }, h("legend", {}, title), iconButton(t("Delete “{name}”", { name: title }), "trash-2", remove), ...fields.map((field) => field.element)) };
}

/** @param {Card} card @param {string} name */
const place = ({ key, index }, name) => `scheme/${key}/${index}/${name}`;

/** @param {Card} card @param {string} name @param {string} label @returns {Field} */
function formula(card, name, label) {
  return new ExpressionField(card.app, { label, key: name, field: place(card, name), place: place(card, name), id: "", self: "", get: () => card.cut()[name] ?? "", set: (value) => card.set(name, value) });
}

/** @param {Card} card @param {string} name @param {string} label */
function number(card, name, label) {
  return textField(label, { get: () => card.cut()[name] ?? "", set: (value) => card.set(name, value.trim().replace(",", ".")), done: () => card.app.draft.settle() }, { key: place(card, name), type: "number" });
}

/** @param {Card} card */
function flag(card) {
  return selectField(t("What it is called in the review"), { get: () => card.cut().flag ?? "contradictory", set: (value) => card.set("flag", value), done: () => card.app.draft.settle() },
    [["contradictory", t("Contradiction")], ["trap_missed", t("Control question missed")]], { key: place(card, "flag") });
}

/** @param {Card} card */
function gradeCap(card) {
  const { app } = card;
  const grades = (app.draft.content.scheme?.grades ?? []).map((/** @type {any[]} */ grade) => /** @type {[string, string]} */ ([grade[1], grade[2]?.[app.language] || grade[1]]));
  return selectField(t("Best possible grade"), { get: () => card.cut().grade_cap ?? "", set: (value) => card.set("grade_cap", value), done: () => app.draft.settle() }, [["", t("Any")], ...grades], { key: place(card, "grade_cap") });
}

/** @param {Card} card */
function zero(card) {
  const { app } = card;
  const nodes = [...everyNode(app.draft.content)].map((step) => step.node).filter((node) => kindOf(node) === "section" || (!isContainer(node) && app.draft.content.scheme?.items?.[nameOf(node)] !== undefined));
  const options = nodes.map((node) => /** @type {[string, string]} */ ([nameOf(node), titleOf(node, app.language) || nameOf(node)]));
  return selectField(t("What then counts nothing"), { get: () => card.cut().zero ?? "", set: (value) => card.set("zero", value), done: () => app.draft.settle() }, [["", "–"], ...options], { key: place(card, "zero") });
}
