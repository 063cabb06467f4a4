/** @file What is wrong with one answer. The codes stand in mystery/problems/interview.py. */

import { isQuestion, isRule, kindOf } from "./types.js";
import { MOMENTS, isBlank, isMoment, isOfTime, toNumber, toText, words } from "./values.js";

/** @typedef {{ code: string, path: string, params: Record<string, unknown>, blocks: boolean }} AnswerProblem */
/** @typedef {import("./state.js").Interview} Interview @typedef {import("./instance.js").Slot} Slot */

/** What blocks the answer (the first reason), and every expression of the item that has no value. @param {Interview} run @param {Slot} slot @returns {AnswerProblem[]} */
export function problemsOf(run, slot) {
  if (!slot.relevant) return [];
  const failed = [...slot.failed.values()].map(({ code, params }) => problem(slot, code, params, false));
  const fault = isQuestion(slot.node) ? firstFault(run, slot) : isRule(slot.node) ? broken(slot) : null;
  return fault ? [fault, ...failed] : failed;
}

/** A rule over the whole interview: an error blocks, a warning until it is confirmed with a reason. @param {Slot} slot */
function broken(slot) {
  if (slot.constraintHolds || slot.confirmed) return null;
  return problem(slot, slot.node.severity === "warning" ? "RULE_UNUSUAL" : "RULE_BROKEN", { items: slot.node.about });
}

/** In the order in which a person should hear of them. @param {Interview} run @param {Slot} slot @returns {AnswerProblem | null} */
function firstFault(run, slot) {
  if (slot.asked) return problem(slot, "ANSWER_ASKED_BACK", { question: slot.asked });
  if (slot.missing) {
    const isKnown = run.form.missingOf(slot.node).includes(slot.missing);
    return isKnown ? null : problem(slot, "ANSWER_MISSING_CODE", { code: slot.missing });
  }
  if (isBlank(slot.value)) return due(slot);
  const unfit = misfit(slot);
  if (unfit) return unfit;
  if (!slot.constraintHolds) return problem(slot, "ANSWER_CONSTRAINT");
  return slot.warningHolds || slot.confirmed ? null : problem(slot, "ANSWER_WARNING");
}

/** @param {Slot} slot */
function due(slot) {
  if (slot.node.type === "note") return null;
  if (slot.node.evidence === "required") return problem(slot, "EVIDENCE_REQUIRED");
  return slot.required ? problem(slot, "ANSWER_REQUIRED") : null;
}

/** An answer that does not fit the item's type or list. @param {Slot} slot */
function misfit(slot) {
  const { node, value, choices } = slot;
  if (!fits(node.type, kindOf(node), value)) return problem(slot, "ANSWER_TYPE", { type: node.type });
  if (node.type === "range") {
    const { least, most } = rangeOf(node.parameters);
    return least <= /** @type {number} */ (value) && /** @type {number} */ (value) <= most ? null : problem(slot, "ANSWER_RANGE", { least, most });
  }
  if (!choices) return null;
  const foreign = [value].flat().find((code) => !choices.includes(/** @type {string} */ (code)));
  return foreign === undefined ? null : problem(slot, "ANSWER_CHOICE", { code: toText(foreign) });
}

/** @param {string} type @param {string} kind @param {import("./values.js").Value} value */
function fits(type, kind, value) {
  if (kind === "number") return typeof value === "number" && (type !== "integer" || Number.isInteger(value));
  if (kind === "seconds") return toNumber(value) >= 0;
  if (kind === "promise") return isPromise(value);
  return isOfTime(kind) ? isMoment(value) && value.type === kind : true;
}

/** What was promised, and by when, if that was said: a day or a moment. @param {any} value */
function isPromise(value) {
  if (typeof value !== "object" || typeof value.what !== "string" || !words(value.what).length) return false;
  const { by } = value;
  return by === undefined || by === null || (typeof by === "string" && ["date", "datetime"].some((kind) => MOMENTS.read(kind, by, "UTC")));
}

/** The ends of a `range`: 0 to 10 unless the author says otherwise, in either order. @param {Record<string, string>} [parameters] */
export function rangeOf(parameters = {}) {
  const ends = [toNumber(String(parameters.start ?? 0)), toNumber(String(parameters.end ?? 10))];
  return { least: Math.min(...ends), most: Math.max(...ends) };
}

/** @param {Slot} slot @param {string} code @param {Record<string, unknown>} [params] @param {boolean} [blocks] @returns {AnswerProblem} */
function problem(slot, code, params = {}, blocks = true) {
  return { code, path: slot.path, params, blocks };
}
