/** @file What is wrong with one answer. The codes are those of the problem catalogue. */

import { isNumber, isSeveral } from "./answers.js";
import { isQuestion, isSelect } from "./form.js";
import { isBlank, isMoment } from "./values.js";

/** @typedef {{ code: string, path: string, params: Record<string, unknown>, blocks: boolean }} AnswerProblem */
/** @typedef {import("./state.js").Interview} Interview @typedef {import("./instance.js").Slot} Slot */

/** Look at a slot again; reports it as touched if its problems differ. @param {Interview} run @param {Slot} slot */
export function inspect(run, slot) {
  const before = slot.problems;
  slot.problems = slot.relevant && isQuestion(slot.node) ? problemsOf(run, slot) : [];
  if (before.length || slot.problems.length) run.change.touched.add(slot);
}

/** @param {Interview} run @param {Slot} slot @returns {AnswerProblem[]} */
function problemsOf(run, slot) {
  if (slot.asked) return [problem(slot, "ANSWER_ASKED_BACK", { question: slot.asked })];
  if (slot.missing) {
    return run.form.missingOf(slot.node).includes(slot.missing) ? [] : [problem(slot, "ANSWER_MISSING_CODE", { code: slot.missing })];
  }
  if (isBlank(slot.value)) return isDue(slot) ? [problem(slot, slot.node.evidence === "required" ? "EVIDENCE_REQUIRED" : "ANSWER_REQUIRED")] : [];
  const unreadable = misfit(slot);
  if (unreadable) return [unreadable];
  if (!slot.constraintHolds) return [problem(slot, "ANSWER_CONSTRAINT")];
  if (!slot.warningHolds && !slot.confirmed) return [problem(slot, "ANSWER_WARNING")];
  return [];
}

/** @param {Slot} slot */
function isDue(slot) {
  return (slot.required || slot.node.evidence === "required") && slot.node.type !== "note";
}

/** An answer that does not fit its type or list. @param {Slot} slot @returns {AnswerProblem | null} */
function misfit(slot) {
  const { node, value } = slot;
  if (isNumber(node)) {
    if (typeof value !== "number" || !Number.isFinite(value)) return problem(slot, "ANSWER_TYPE", { type: node.type });
    if (node.type === "integer" && !Number.isInteger(value)) return problem(slot, "ANSWER_TYPE", { type: node.type });
    return node.type === "range" ? outOfRange(slot, value) : null;
  }
  if (["date", "time", "datetime"].includes(node.type) && !isMoment(value)) return problem(slot, "ANSWER_TYPE", { type: node.type });
  if (!isSelect(node) || !slot.choices) return null;
  const chosen = isSeveral(node) ? /** @type {string[]} */ (value) : [String(value)];
  const foreign = chosen.find((code) => !slot.choices?.includes(code));
  return foreign === undefined ? null : problem(slot, "ANSWER_CHOICE", { code: foreign });
}

/** @param {Slot} slot @param {number} value */
function outOfRange(slot, value) {
  const { start = 0, end = 10 } = slot.node.parameters ?? {};
  const [least, most] = [Number(start), Number(end)].sort((a, b) => a - b);
  return value < least || value > most ? problem(slot, "ANSWER_RANGE", { least, most }) : null;
}

/** @param {Slot} slot @param {string} code @param {Record<string, unknown>} [params] @returns {AnswerProblem} */
function problem(slot, code, params = {}) {
  return { code, path: slot.path, params, blocks: true };
}
