/** @file Which outcome is marked when the list opens: what the call looks like. It is never taken by itself. */

/** @typedef {import("./call.js").Call} Call */

/** @type {Record<string, string>} what the provider said */
const TOLD = { busy: "busy", no_answer: "no_answer", failed: "technical" };
/** @type {Record<string, string>} what ran last before the end */
const PRESSED = { ring: "no_answer", ivr: "ivr_dead_end", queue: "gave_up" };

/** @param {any} case_ @param {Call} call @param {boolean} isFinished whether the interview is @returns {string} */
export function suggestion(case_, call, isFinished) {
  const known = new Set(case_.outcomes.map((/** @type {any} */ outcome) => outcome.code));
  const last = call.marks.filter(({ phase }) => phase !== "ended").at(-1)?.phase ?? "";
  const wished = isFinished ? ["complete", "reached"] : [TOLD[call.told.state], PRESSED[last]];
  return wished.find((code) => code && known.has(code)) ?? "";
}
