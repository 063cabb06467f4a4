/** @file The end of the day: nothing waits, or what waits and why, and how it comes to the office in any case. */

import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { inWords, number } from "../formats.js";
import { badge, busy, button, callout, section } from "../pieces.js";
import { promiseList } from "../promises.js";
import { saveRescue } from "../rescue-file.js";
import { filesOnTheirWay, heldWords, meaningOf, problemOf, stateOf } from "../states.js";
import { alerts } from "../watch.js";
import { overview } from "./overview.js";

/** @typedef {import("../app.js").App} App @typedef {import("../day.js").Entry} Entry */

/** @param {App} app @returns {Promise<import("../app.js").Screen>} */
export function endOfDay(app) {
  return overview(app, t("End of day"), parts);
}

/** @param {App} app @param {import("./overview.js").Seen} seen */
function parts(app, { entries, promises, storage, message, finished, now }) {
  const waiting = entries.filter((entry) => entry.isWaiting);
  const said = promises.filter((clock) => clock.said?.state === "here");
  const count = waiting.length + said.length;
  const begun = entries.filter((entry) => !entry.isDone && ["draft", "elsewhere"].includes(entry.visit.state));
  const arrived = entries.filter((entry) => ["confirmed", "office"].includes(entry.state) && isToday(entry.visit.since));
  return [
    h("div", { class: "tablet-figures", role: "status" }, figure(count, count === 1 ? t("waits") : t("wait"), count ? "caution" : "good", count ? "cloud-upload" : "circle-check"), figure(arrived.length, t("confirmed"), "good", "badge-check")),
    verdict(count, begun, arrived),
    ...alerts(app, entries, storage, message),
    count ? section(t("What waits"), waiting.length ? rows(waiting) : null, said.length ? promiseList(said, now) : null) : null,
    begun.length ? section(t("Not finished yet"), rows(begun)) : null,
    count || begun.length ? sending(app) : null,
    arrived.length ? section(t("Has arrived"), rows(arrived)) : null,
    kept(entries, finished),
  ];
}

/** @param {string | undefined} moment */
function isToday(moment) {
  return !moment || new Date(moment).toDateString() === new Date().toDateString();
}

/** @param {number} count @param {string} words @param {string} tone @param {string} sign */
function figure(count, words, tone, sign) {
  return h("p", { class: "tablet-figure", data: { tone } }, icon(sign), h("strong", { text: String(count) }), h("span", { text: words }));
}

/** What has arrived leaves the tablet after its time: that is said, with figures of the last contact. @param {Entry[]} entries @param {number | null} finished */
function kept(entries, finished) {
  const here = entries.filter((entry) => entry.state === "confirmed").length;
  if (!finished || finished < here) return null;
  const all = finished === 1 ? t("The office has one finished visit of yours.") : t("The office has {count} finished visits of yours.", { count: number(finished) });
  const gone = finished - here;
  if (!gone) return h("p", { class: "muted small", text: all });
  const left = gone === 1 ? t("One is not on this tablet: 30 days after its receipt a visit leaves it.") : t("{count} are not on this tablet: 30 days after its receipt a visit leaves it.", { count: number(gone) });
  return h("p", { class: "muted small", text: `${all} ${left}` });
}

/** @param {number} waiting @param {Entry[]} begun @param {Entry[]} arrived */
function verdict(waiting, begun, arrived) {
  if (waiting) return callout("caution", t("Not everything has arrived yet"), navigator.onLine ? t("It is being sent. Please leave the app open for a moment.") : t("There is no connection. It is sent by itself as soon as there is one and the app is open."));
  if (begun.length) return callout("info", t("Everything finished has arrived"), t("What you have begun stays saved here until you go on."));
  return callout("good", t("Everything has arrived"), arrived.length ? t("You can put the tablet away.") : t("Nothing has been finished today."));
}

/** @param {Entry[]} entries */
function rows(entries) {
  return h("ul", { class: "tablet-list", role: "list" }, ...entries.map((entry) => {
    const files = filesOnTheirWay(entry.visit.waitingFiles);
    return h("li", {}, h("a", { class: "tablet-row", href: `#/visit/${entry.id}`, data: { key: `row-${entry.id}` } },
      h("span", { class: "tablet-row-words" }, h("strong", { text: entry.work.location.name }), h("span", { class: "muted small", text: inWords(entry.work.title) }), h("span", { class: "small", text: problemOf(entry.visit.problem) || files || heldWords(entry.visit.heldFiles) || meaningOf(entry) })), badge(stateOf(entry.state))));
  }));
}

/** @param {App} app */
function sending(app) {
  const now = button(t("Send now"), () => busy(app, now, async () => {
    app.say(t("Is being sent …"));
    await app.session.sync().catch(() => {});
    app.refresh();
  }), { kind: "primary", sign: "send", large: true, key: "send" });
  const file = button(t("Rescue file"), () => busy(app, file, () => saveRescue(app)), { sign: "download", large: true, key: "rescue" });
  return section(t("Send"), h("div", { class: "row wide-actions" }, now, file), h("p", { class: "muted small", text: t("A rescue file holds everything that waits, sealed: only the office can open it. Hand it over by e-mail, stick or share; sending it twice does no harm.") }));
}
