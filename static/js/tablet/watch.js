/** @file What a tester has to know about the tablet: is everything here, is there space, does something wait too long. */

import { askToKeep } from "../sync/keeping.js";
import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { inWords, number, size } from "./formats.js";
import { busy, button, callout, linkTo } from "./pieces.js";

const DAY_MS = 86_400_000;

/** @typedef {import("./day.js").Entry} Entry @typedef {import("./app.js").App} App */

/** @type {Record<string, () => string>} the server takes no more of this device */
const ENDED = {
  DEVICE_REVOKED: () => t("The office has switched this tablet off for your account."),
  DEVICE_EXPIRED: () => t("The tablet's registration has run out."),
  DEVICE_UNKNOWN: () => t("The office does not know this tablet."),
  ACCOUNT_DISABLED: () => t("Your account is closed."),
};

/** What needs the tester now; nothing where all is well. @param {App} app @param {Entry[]} entries @param {any} storage @param {any} message from the office */
export function alerts(app, entries, storage, message) {
  const { session } = app;
  const found = [];
  if (session.ended) found.push(callout("danger", ENDED[session.ended]?.() ?? t("The office takes nothing from this tablet now."), t("Nothing is lost: all stays here. Ask the office for a new code and set the tablet up again."), [linkTo(t("Set up again"), "#/enrol", { sign: "key-round" })]));
  if (isOld(entries)) found.push(callout("caution", t("Finished work waits for more than a day"), t("Please bring the tablet to a connection today, or hand a rescue file to the office."), app.path === "day" ? [] : [linkTo(t("End of day"), "#/day", { sign: "cloud-upload", key: "old" })]));
  const next = entries.find((entry) => !entry.isDone);
  if (next && storage.isEnoughFor && !storage.isEnoughFor(next.id)) found.push(callout("caution", t("The tablet is nearly full"), t("There may be no room for the photos of the next visit. Send what waits and delete films or apps that you do not need."), [linkTo(t("This tablet"), "#/tablet", { sign: "database" })]));
  if (isUnpromised(storage)) found.push(unpromised(app));
  if (message) found.push(callout("info", t("From the office"), inWords(message)));
  return found;
}

/** @param {{ persisted: boolean, accepted?: boolean }} storage */
export function isUnpromised({ persisted, accepted }) {
  return !persisted && !accepted;
}

/** Said before a visit begins, and until the browser promises or the office accepts the tablet; nothing is held back by it. @param {App} app */
export function unpromised(app) {
  const ask = button(t("Ask the browser again"), () => busy(app, ask, async () => {
    app.say((await askToKeep()) ? t("The browser has promised to keep your work") : t("The browser promises nothing. Please call the office."));
    app.refresh();
  }), { sign: "database", key: "promise" });
  return callout("caution", t("The browser may clear this tablet when space runs short"), t("It has not promised to keep your work. Put the app on the home screen, or ask the office to accept this tablet as it is. Everything you enter is saved all the same."), [ask]);
}

/** @param {Entry[]} entries */
function isOld(entries) {
  return entries.some(({ isWaiting, visit }) => isWaiting && visit.since && Date.now() - Date.parse(visit.since) > DAY_MS);
}

/** Whether the day can be done without a connection. @param {App} app @param {any} storage */
export function readiness(app, storage) {
  const { done = 0, total = 0 } = app.session.ahead ?? {};
  const isAll = done >= total;
  const words = isAll ? t("Everything for today is on this tablet: {done} of {total}", { done: number(done), total: number(total) }) : t("Is being fetched: {done} of {total}", { done: number(done), total: number(total) });
  const bar = h("progress", { max: Math.max(1, total), value: total ? done : 1, "aria-label": t("On this tablet") });
  return h("div", { class: "stack stack-tight tablet-ready" },
    h("p", { class: "tablet-ready-line", data: { level: isAll ? "good" : "wait" } }, icon(isAll ? "circle-check" : "download"), h("span", { text: words })), isAll ? null : bar,
    fact(app.update.isKept, t("The app opens without a connection"), app.update.workers ? t("The app is still being kept …") : t("This app opens only with a connection.")),
    promise(storage),
    storage.quota ? h("p", { class: "muted small", text: t("{used} of {quota} in use", { used: size(storage.usage), quota: size(storage.quota) }) }) : null);
}

/** @param {{ persisted: boolean, accepted?: boolean }} storage */
function promise({ persisted, accepted = false }) {
  const yes = persisted ? t("The browser has promised to keep your work") : t("The office has accepted this tablet without the browser's promise");
  return fact(persisted || accepted, yes, t("The browser has promised nothing yet: put the app on the home screen."));
}

/** @param {boolean} isTrue @param {string} yes @param {string} no */
function fact(isTrue, yes, no) {
  return h("p", { class: "tablet-ready-line", data: { level: isTrue ? "good" : "wait" } }, icon(isTrue ? "circle-check" : "circle-alert"), h("span", { text: isTrue ? yes : no }));
}
