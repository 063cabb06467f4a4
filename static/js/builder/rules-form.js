/** @file Rules over the whole interview: what must fit together, looked at when everything is there. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { isWithin, problemsField } from "./beside.js";
import { button, iconButton, say } from "./dialogs.js";
import { ExpressionField } from "./expression.js";
import { selectField, textField, textsField } from "./fields.js";
import { freshName, isName } from "./names.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./fields.js").Field} Field */
/** @typedef {{ rule: string, when?: string, constraint?: string, message?: Record<string, string>, severity?: string, items?: string[] }} Rule */

/** @param {Builder} app @returns {Rule[]} */
const rulesOf = (app) => app.draft.content.document.rules ?? [];

/** @param {Builder} app @returns {{ elements: HTMLElement[], fields: Field[] }} */
export function rulesForm(app) {
  const rows = rulesOf(app).map((_, index) => row(app, index));
  const add = () => {
    const rule = freshName("rule", new Set([...app.takenNames(), ...rulesOf(app).map((one) => one.rule)]));
    write(app, [...rulesOf(app), { rule, constraint: "", message: {} }], "");
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-field="rules/${rulesOf(app).length - 1}/message/${app.languages[0]}"]`))?.focus();
  };
  return {
    elements: [h("p", { class: "field-hint", text: t("What must fit together over several items. The last page names what does not hold and leads to the items.") }), ...rows.map((one) => one.element), button(t("Add a rule"), add, { kind: "quiet", sign: "plus", data: { field: "rules-add" } })],
    fields: rows.flatMap((one) => one.fields),
  };
}

/** @param {Builder} app @param {Rule[]} rules @param {string} run */
function write(app, rules, run) {
  app.act(t("Rules"), [{ do: "set", of: "document", keys: ["rules"], value: rules.length ? rules : undefined }], { run: run && `rules/${run}` });
}

/** @param {Builder} app @param {number} index @param {string} key @param {any} value */
function set(app, index, key, value) {
  const rules = rulesOf(app).map((rule, at) => (at === index ? { ...rule, [key]: value } : rule));
  if (value === "" || value === undefined) delete (/** @type {any} */ (rules[index])[key]);
  write(app, rules, `${index}/${key}`);
}

/** @param {Builder} app @param {number} index */
function row(app, index) {
  const rule = () => /** @type {any} */ (rulesOf(app)[index] ?? {});
  const key = (/** @type {string} */ name) => `rules/${index}/${name}`;
  const done = () => app.draft.settle();
  const message = textsField(t("What is wrong if it does not hold"), app.languages, (language) => ({
    get: () => rule().message?.[language], set: (value) => set(app, index, "message", { ...rule().message, [language]: value || undefined }), done,
  }), { key: key("message") });
  const formula = (/** @type {string} */ name, /** @type {string} */ label) => new ExpressionField(app, { label, key: name, field: key(name), place: key(name), id: "", self: "", get: () => rule()[name] ?? "", set: (value) => set(app, index, name, value) });
  const constraint = formula("constraint", t("This must hold"));
  const when = formula("when", t("Looked at only if"));
  const severity = selectField(t("If it does not hold"), { get: () => rule().severity ?? "", set: (value) => set(app, index, "severity", value), done }, [["", t("The interview cannot be finished")], ["warning", t("The tester gives a reason")]], { key: key("severity") });
  const items = textField(t("Items to go to"), { get: () => (rule().items ?? []).join(" "), set: (value) => set(app, index, "items", value.trim() ? value.trim().split(/[\s,]+/) : undefined), done }, { key: key("items"), hint: t("Names with spaces between them. Left empty: the items that the rule reads.") });
  const name = textField(t("Name"), { get: () => rule().rule ?? "", set: (value) => (isName(value) ? set(app, index, "rule", value) : undefined), done }, { key: key("rule") });
  const remove = () => {
    write(app, rulesOf(app).filter((_, at) => at !== index), "");
    say(t("“{name}” was deleted.", { name: t("Rule {name}", { name: index + 1 }) }), { act: [t("Undo"), () => app.undo()] });
  };
  const wrong = problemsField(app, (where) => isWithin(where, `rules/${index}`) && where !== key("constraint") && where !== key("when"));
  const fields = [message, constraint, when, severity, items, name, wrong];
  return { fields, element: h("fieldset", { class: "rule-card" }, h("legend", {}, t("Rule {name}", { name: index + 1 })), iconButton(t("Delete “{name}”", { name: t("Rule {name}", { name: index + 1 }) }), "trash-2", remove), ...fields.map((field) => field.element)) };
}
