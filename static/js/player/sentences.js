/** @file Problem codes as sentences: the author's own message first. */

import { textOf } from "../interview/labels.js";
import { t } from "./texts.js";

/** @type {Record<string, string>} code -> the text the author may have written for it */
const OWN = { ANSWER_REQUIRED: "required_message", ANSWER_CONSTRAINT: "constraint_message", ANSWER_WARNING: "warning_message" };

/** @type {Record<string, (params: any) => string>} */
const SENTENCES = {
  ANSWER_REQUIRED: () => t("Please answer this item."),
  ANSWER_CONSTRAINT: () => t("This answer is not possible."),
  ANSWER_WARNING: () => t("This answer is unusual. Is it right?"),
  ANSWER_TYPE: ({ type }) => (TYPES[type] ?? (() => t("This answer cannot be read.")))(),
  ANSWER_CHOICE: () => t("This option is not on offer any more. Please choose again."),
  ANSWER_RANGE: ({ least, most }) => t("Please enter a number from {least} to {most}.", { least, most }),
  ANSWER_MISSING_CODE: () => t("This reason is not allowed here."),
  ANSWER_ASKED_BACK: ({ question }) => t("The review asks: {question}", { question }),
  EVIDENCE_REQUIRED: () => t("This evidence is needed."),
};

/** @type {Record<string, () => string>} */
const TYPES = {
  integer: () => t("Please enter a whole number."),
  decimal: () => t("Please enter a number."),
  range: () => t("Please enter a number."),
  date: () => t("Please enter a date."),
  time: () => t("Please enter a time."),
  datetime: () => t("Please enter a date and a time."),
  promise: () => t("Please say what was promised."),
};

/** @param {import("../interview/state.js").Interview} run @param {import("../interview/instance.js").Slot} slot @param {import("../interview/validate.js").AnswerProblem} problem */
export function sentence(run, slot, problem) {
  const own = OWN[problem.code] && textOf(run, slot, OWN[problem.code]);
  return own || (SENTENCES[problem.code]?.(problem.params) ?? t("This answer cannot be read."));
}
