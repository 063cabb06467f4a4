/** @file An expression without a value: a code and its details, never a guess. */

/** What one evaluation may spend on rows of lists. */
export const MAX_STEPS = 1_000_000;
export const MAX_TEXT = 100_000;
/** Characters of a text that a pattern is held against; some patterns need the square of it. */
export const MAX_MATCHED = 5_000;

export class EvaluationError extends Error {
  /** @param {string} code of the problem catalogue @param {Record<string, unknown>} [params] */
  constructor(code, params = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** @param {import("./evaluate.js").Scope} scope @param {number} steps */
export function spend(scope, steps) {
  scope.budget.steps -= steps;
  if (scope.budget.steps < 0) throw new EvaluationError("EVALUATION_TOO_LONG", { limit: MAX_STEPS });
}
