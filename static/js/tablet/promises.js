/** @file Promises in words: what was promised, until when, and what became of what the tester said. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { inWords, momentThere, wallIn, wallNow } from "./formats.js";
import { badge } from "./pieces.js";

/** @typedef {import("../sync/promises.js").Clock} Clock @typedef {import("../sync/promises.js").Said} Said */

/** @type {Record<string, () => string>} */
const KINDS = {
  callback: () => t("Call back"),
  reply: () => t("Reply"),
  quote: () => t("Quote"),
  delivery: () => t("Delivery"),
  refund: () => t("Refund"),
  other: () => t("Promise"),
};

/** Why the office did not take what was said, where it can be said anew. @type {Record<string, () => string>} */
const AGAIN = {
  PROMISE_STILL_RUNNING: () => t("By the office's clock the promise can still be kept."),
  PROMISE_KEPT_IN_FUTURE: () => t("By the office's clock this moment has not come yet."),
  PROMISE_KEPT_BEFORE: () => t("That was before the promise was made."),
  PROMISE_REPORT_OPEN: () => t("The review has questions about this visit. Answer them first, then close the promise."),
};

/** @param {Clock} clock */
export const kindOf = ({ kind }) => (KINDS[kind] ?? KINDS.other)();

/** @param {Clock} clock @param {number} now by the server's clock */
export const isOver = (clock, now) => Date.parse(clock.due_at) <= now;

/** @param {Clock} clock @param {number} now by the server's clock @returns {{ words: string, sign: string, tone: string }} */
export function standOf(clock, now) {
  const { said, zone, due_at } = clock;
  if (said?.state === "here") return { words: t("On this tablet"), sign: "tablet", tone: "caution" };
  if (said?.state === "taken") return { words: t("The office has it"), sign: "badge-check", tone: "good" };
  if (said) return { words: t("Not taken"), sign: "triangle-alert", tone: "danger" };
  if (isOver(clock, now)) return { words: t("Overdue"), sign: "calendar-clock", tone: "danger" };
  const isToday = wallNow(zone, Date.parse(due_at)).slice(0, 10) === wallNow(zone, now).slice(0, 10);
  return isToday ? { words: t("Due today"), sign: "calendar-clock", tone: "caution" } : { words: t("Running"), sign: "calendar-clock", tone: "info" };
}

/** @param {Clock[]} clocks @param {number} now by the server's clock */
export function promiseList(clocks, now) {
  return h("ul", { class: "tablet-list", role: "list" }, ...clocks.map((clock) => h("li", {}, h("a", { class: "tablet-row", href: `#/promise/${clock.id}`, data: { key: `promise-${clock.id}` } },
    h("span", { class: "tablet-row-words" }, h("strong", { text: `${kindOf(clock)}: ${clock.what}` }), h("span", { class: "muted", text: t("Due {moment}", { moment: momentThere(clock.due_at, clock.zone) }) }),
      h("span", { class: "muted small", text: [clock.place, inWords(clock.title)].filter(Boolean).join(" · ") })), badge(standOf(clock, now))))));
}

/** What the tester said. @param {Said} said */
export function saidWords({ keptAt, words }) {
  return [keptAt ? t("It came: {moment}.", { moment: wallIn(keptAt) }) : t("Nothing came."), words].filter(Boolean).join(" ");
}

/** Whether it can be said anew. @param {Said} said */
export const canSayAgain = (said) => said.state === "refused" && said.reason in AGAIN;

/** Why it was not taken, in whole sentences. @param {Clock} clock */
export function whyNotTaken({ said, zone }) {
  const { reason = "", stands = null } = said ?? {};
  if (AGAIN[reason]) return AGAIN[reason]();
  if (reason === "PROMISE_CLOSED" && stands) return closedAs(stands, zone);
  if (reason === "PROMISE_REPORT_GONE") return t("The report of this promise no longer counts. Nothing is left to be done.");
  return t("The office does not take it as it is. Everything stays here; please call the office. ({code})", { code: reason });
}

/** @param {{ state: string, kept_at: string | null }} stands @param {string} zone */
function closedAs({ state, kept_at }, zone) {
  const moment = kept_at ? momentThere(kept_at, zone) : "";
  if (state === "kept") return t("It was closed meanwhile as kept: it came {moment}.", { moment });
  if (state === "void") return t("It was closed meanwhile: it no longer counts.");
  return moment ? t("It was closed meanwhile as not kept: it came too late, {moment}.", { moment }) : t("It was closed meanwhile as not kept.");
}
