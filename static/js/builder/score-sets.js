/** @file Items of which only the best counts, items that never count, and the bonus. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { isWithin, problemsField } from "./beside.js";
import { button, iconButton, say } from "./dialogs.js";
import { textField } from "./fields.js";
import { namesField } from "./names-field.js";
import { wordsIn } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./score-page.js").Part} Part */

/** @param {Builder} app @returns {string[][]} */
const groupsOf = (app) => app.draft.content.scheme?.exclusive ?? [];

/** @param {Builder} app @param {string} key @param {any[]} value @param {string} label */
function write(app, key, value, label) {
  app.act(label, [{ do: "set", of: "scheme", keys: [key], value: value.length ? value : undefined }], { focus: "document" });
}

/** @param {Builder} app @returns {Part} */
export function exclusiveForm(app) {
  const label = t("Only the best one counts");
  const cards = groupsOf(app).map((_, index) => exclusiveCard(app, index, label));
  const add = () => {
    write(app, "exclusive", [...groupsOf(app), []], label);
    app.side.score.focusKey(`scheme/exclusive/${groupsOf(app).length - 1}`);
  };
  const hint = t("Items that stand for one another, such as two ways to pay: of those that were answered, the best one counts.");
  return { fields: cards.flatMap((card) => card.fields), elements: [h("p", { class: "field-hint", text: hint }), ...cards.flatMap((card) => card.elements), button(t("Add a group of items"), add, { kind: "quiet", sign: "plus", data: { field: "scheme/exclusive-add" } })] };
}

/** @param {Builder} app @param {number} index @param {string} label @returns {Part} */
function exclusiveCard(app, index, label) {
  const title = t("Group {number}", { number: index + 1 });
  const set = (/** @type {string[]} */ names) => write(app, "exclusive", groupsOf(app).map((group, at) => (at === index ? names : group)), label);
  const names = namesField({ get: () => wordsIn(groupsOf(app)[index]), set }, () => app.side.score.offered, { label: t("Add an item to the group"), key: `scheme/exclusive/${index}` });
  const wrong = problemsField(app, (where) => isWithin(where, `scheme/exclusive/${index}`));
  const remove = () => {
    write(app, "exclusive", groupsOf(app).filter((_, at) => at !== index), label);
    say(t("“{name}” was deleted.", { name: title }), { act: [t("Undo"), () => app.undo()] });
  };
  return { fields: [names, wrong], elements: [h("fieldset", { class: "rule-card", data: { key: `scheme/exclusive/${index}` } }, h("legend", {}, title), iconButton(t("Delete “{name}”", { name: title }), "trash-2", remove), names.element, wrong.element)] };
}

/** @param {Builder} app @returns {Part} */
export function outcomesForm(app) {
  const set = (/** @type {string[]} */ names) => write(app, "outcomes", names, t("Results beside the score"));
  const names = namesField({ get: () => wordsIn(app.draft.content.scheme?.outcomes), set }, () => app.side.score.offered, { label: t("Add an item that is a result of its own"), key: "scheme/outcomes" });
  return { fields: [names], elements: [h("p", { class: "field-hint", text: t("What visits led to, such as “would buy again”. It is reported beside the score and is never part of it.") }), names.element] };
}

/** @param {Builder} app @returns {Part} */
export function bonusForm(app) {
  const bonus = () => app.draft.content.scheme?.bonus ?? { items: [], cap: "" };
  const set = (/** @type {any} */ next, /** @type {string} */ run) => app.act(t("Bonus"), [{ do: "set", of: "scheme", keys: ["bonus"], value: next.items.length ? next : undefined }], { run, focus: "document" });
  const names = namesField({ get: () => wordsIn(bonus().items), set: (items) => set({ cap: "5", ...bonus(), items }, "") }, () => app.side.score.offered, { label: t("Add an item that earns a bonus"), key: "scheme/bonus/items" });
  const cap = textField(t("At most so many points in all"), { get: () => bonus().cap ?? "", set: (value) => set({ ...bonus(), cap: value.trim().replace(",", ".") }, "scheme/bonus/cap"), done: () => app.draft.settle() }, { key: "scheme/bonus/cap", type: "number" });
  const capShown = { element: cap.element, refresh: () => { cap.refresh(); cap.element.hidden = !wordsIn(bonus().items).length; } };
  capShown.refresh();
  const wrong = problemsField(app, (where) => isWithin(where, "scheme/bonus") && where !== "scheme/bonus");
  return { fields: [names, capShown, wrong], elements: [h("p", { class: "field-hint", text: t("Points on top for what nobody must do. They never lift a score above 100 %.") }), names.element, cap.element, wrong.element] };
}
