/** @file Grades with their limits and names. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { isWithin, problemsField } from "./beside.js";
import { button, iconButton } from "./dialogs.js";
import { textField, textsField } from "./fields.js";
import { freshName } from "./names.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./fields.js").Field} Field @typedef {import("./document.js").Operation} Operation */
/** @typedef {[string, string, Record<string, string>?]} Grade limit, name, and what people call it */

/** @param {Builder} app @returns {Grade[]} */
const gradesOf = (app) => app.draft.content.scheme?.grades ?? [];

/** @param {Builder} app @param {Grade[]} grades @param {string} run @param {Operation[]} [more] */
function write(app, grades, run, more = []) {
  app.act(t("Grades"), [{ do: "set", of: "scheme", keys: ["grades"], value: grades.length ? grades : undefined }, ...more], { run: run && `scheme/grades/${run}`, focus: "document" });
}

/** @param {Builder} app @returns {{ elements: HTMLElement[], fields: Field[] }} */
export function gradesForm(app) {
  const isMarks = app.draft.content.scheme?.model === "grades";
  const rows = gradesOf(app).map((_, index) => gradeRow(app, index, { isMarks }));
  const add = () => {
    const name = freshName("grade", new Set(gradesOf(app).map((grade) => grade[1])), "-");
    write(app, [...gradesOf(app), [isMarks ? "5.5" : "0", name]], "");
    app.side.score.focusKey(`scheme/grades/${gradesOf(app).length - 1}`);
  };
  const hint = isMarks ? t("From the best to the worst: the last mark that still earns the grade.") : t("From the best to the worst: the percentage from which the grade is given. The last one begins at 0.");
  return { fields: rows.flatMap((row) => row.fields), elements: [h("p", { class: "field-hint", text: hint }), ...rows.map((row) => row.element), button(t("Add a grade"), add, { kind: "quiet", sign: "plus", data: { field: "scheme/grades-add" } })] };
}

/** @param {Builder} app @param {number} index @param {{ isMarks: boolean }} options */
function gradeRow(app, index, { isMarks }) {
  const grade = () => gradesOf(app)[index] ?? ["", ""];
  const done = () => app.draft.settle();
  const put = (/** @type {number} */ at, /** @type {any} */ value, /** @type {Operation[]} */ more = []) => {
    const next = [...grade()];
    next[at] = value;
    write(app, gradesOf(app).map((one, row) => (row === index ? /** @type {Grade} */ (next) : one)), `${index}/${at}`, more);
  };
  const limit = textField(isMarks ? t("Up to mark") : t("From %"), { get: () => grade()[0], set: (value) => put(0, value.trim().replace(",", ".")), done }, { key: `scheme/grades/${index}`, type: "number" });
  const name = textField(t("Name in the data"), { get: () => grade()[1], set: () => {} }, { key: `scheme/grades/${index}/name` });
  const control = /** @type {HTMLInputElement} */ (name.element.querySelector("input"));
  control.addEventListener("change", () => {
    const next = control.value.trim();
    if (next && !gradesOf(app).some((one, row) => row !== index && one[1] === next)) put(1, next, renamedCaps(app, grade()[1], next));
    control.value = grade()[1];
    done();
  });
  const label = textsField(t("What people read"), app.languages, (language) => ({ get: () => labelOf(app, grade())?.[language], set: (value) => put(2, { ...labelOf(app, grade()), [language]: value || undefined }, takenOver(app, grade()[1])), done }), { key: `scheme/grades/${index}/label` });
  const wrong = problemsField(app, (where) => isWithin(where, `scheme/grades/${index}`));
  const title = t("Grade {number}", { number: index + 1 });
  const remove = iconButton(t("Delete “{name}”", { name: title }), "trash-2", () => write(app, gradesOf(app).filter((_, row) => row !== index), ""));
  return { fields: [limit, name, label, wrong], element: h("fieldset", { class: "rule-card", data: { key: `scheme/grades/${index}` } }, h("legend", {}, title), remove, h("div", { class: "field-row" }, limit.element, name.element), label.element, wrong.element) };
}

/** An older scheme may name its grades apart; what stands there counts. @param {Builder} app @param {Grade} grade */
const labelOf = (app, grade) => app.draft.content.scheme?.grade_labels?.[grade[1]] ?? grade[2];

/** From the first change on the words stand with the grade. @param {Builder} app @param {string} name @returns {Operation[]} */
function takenOver(app, name) {
  const { [name]: moved, ...others } = app.draft.content.scheme?.grade_labels ?? {};
  return moved === undefined ? [] : [{ do: "set", of: "scheme", keys: ["grade_labels"], value: Object.keys(others).length ? others : undefined }];
}

/** A knock-out that caps at a grade goes on meaning it. @param {Builder} app @param {string} before @param {string} next @returns {Operation[]} */
function renamedCaps(app, before, next) {
  const cuts = app.draft.content.scheme?.knock_outs ?? [];
  if (!cuts.some((/** @type {any} */ cut) => cut.grade_cap === before)) return [];
  return [{ do: "set", of: "scheme", keys: ["knock_outs"], value: cuts.map((/** @type {any} */ cut) => (cut.grade_cap === before ? { ...cut, grade_cap: next } : cut)) }];
}
