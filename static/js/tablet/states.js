/** @file In which state a visit is, in words, an icon and a tone: what a tester may rely on. */

import { t } from "../player/texts.js";

/** @typedef {{ words: string, sign: string, tone: string, means: string }} State */

/** @type {Record<string, () => State>} */
const STATES = {
  todo: () => ({ words: t("To do"), sign: "circle", tone: "neutral", means: "" }),
  briefed: () => ({ words: t("Briefed"), sign: "book-open", tone: "info", means: "" }),
  draft: () => ({ words: t("Begun"), sign: "pencil", tone: "accent", means: t("Everything you enter is saved on this tablet.") }),
  elsewhere: () => ({ words: t("On another tablet"), sign: "tablet", tone: "caution", means: t("The questionnaire goes on on another tablet.") }),
  asked: () => ({ words: t("Asked back"), sign: "message-square", tone: "caution", means: t("The review has questions.") }),
  here: () => ({ words: t("On this tablet"), sign: "tablet", tone: "caution", means: t("Finished and sealed. It is sent by itself as soon as there is a connection.") }),
  sent: () => ({ words: t("Sent"), sign: "cloud-check", tone: "info", means: t("The answers have arrived; files are still on their way.") }),
  confirmed: () => ({ words: t("Confirmed"), sign: "badge-check", tone: "good", means: t("The office has everything and has given its receipt.") }),
  office: () => ({ words: t("With the office"), sign: "inbox", tone: "info", means: t("Everything has arrived; the office decides on it. You need not do anything.") }),
  untested: () => ({ words: t("Could not test"), sign: "circle-x", tone: "neutral", means: "" }),
};

/** @param {string} state @returns {State} */
export function stateOf(state) {
  return (STATES[state] ?? STATES.todo)();
}

/** What the state of a visit means, in a sentence. @param {{ state: string, isWaiting: boolean }} entry */
export function meaningOf({ state, isWaiting }) {
  return state === "untested" && isWaiting ? t("What you said is on this tablet. It is sent by itself as soon as there is a connection.") : stateOf(state).means;
}

/** @param {number} count files of a visit that have not arrived @returns {string} "" for none */
export function filesOnTheirWay(count) {
  if (!count) return "";
  return count === 1 ? t("One file is still on its way.") : t("{count} files are still on their way.", { count });
}

/** @param {number | undefined} count photos whose page was not left @returns {string} "" for none */
export function heldWords(count) {
  if (!count) return "";
  return count === 1 ? t("One photo is not sent before you leave its page: faces can still be covered.") : t("{count} photos are not sent before you leave their page: faces can still be covered.", { count });
}

/** @type {Record<string, () => string>} */
const PROBLEMS = {
  INTERVIEW_TAKEN: () => t("Another tablet has taken this questionnaire over. What is here stays, to be read."),
  INTERVIEW_MOVED: () => t("There is a newer questionnaire. Please open it again where there is a connection."),
  INTERVIEW_ELSEWHERE: () => t("The questionnaire was begun on another tablet."),
  INTERVIEW_SET_ASIDE: () => t("The office has decided that this questionnaire does not count. What is here stays; please ask the office."),
};

/** @param {string} code @returns {string} why something waits; "" where nothing is wrong */
export function problemOf(code) {
  return code ? PROBLEMS[code]?.() ?? t("The office does not take it as it is. Everything stays here; please call the office. ({code})", { code }) : "";
}

/** States in which something of a visit still has to leave the tablet. */
export const WAITING = new Set(["here", "sent"]);
/** States in which a tester has nothing left to do. */
export const DONE = new Set(["here", "sent", "confirmed", "office", "untested"]);
