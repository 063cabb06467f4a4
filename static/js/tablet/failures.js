/** @file What a tester reads when something did not work: what it was, and what helps. */

import { t } from "../player/texts.js";

/** @param {any} error @param {string} [otherwise] where neither the tablet nor the office has said why */
export function failureOf(error, otherwise = t("That did not work. Please try again.")) {
  if (error?.name === "QuotaExceededError") return t("The tablet is full: this could not be kept. Delete films or apps that you do not need, then try again.");
  return typeof error?.code === "string" && error.code ? t("The office does not take this now. ({code})", { code: error.code }) : otherwise;
}
