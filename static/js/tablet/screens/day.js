/** @file The end of the day: nothing waits, or what waits and why, and how it comes to the office in any case. */

import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { inWords } from "../formats.js";
import { badge, busy, button, callout, section } from "../pieces.js";
import { saveRescue } from "../rescue-file.js";
import { filesOnTheirWay, meaningOf, problemOf, stateOf } from "../states.js";
import { alerts } from "../watch.js";
import { overview } from "./overview.js";

/** @typedef {import("../app.js").App} App @typedef {import("../day.js").Entry} Entry */

/** @param {App} app @returns {Promise<import("../app.js").Screen>} */
export function endOfDay(app) {
  return overview(app, t("End of day"), parts);
}

/** @param {App} app @param {Entry[]} entries @param {any} storage @param {any} message */
function parts(app, entries, storage, message) {
  const waiting = entries.filter((entry) => entry.isWaiting);
  const begun = entries.filter((entry) => !entry.isDone && ["draft", "elsewhere"].includes(entry.visit.state));
  const arrived = entries.filter((entry) => ["confirmed", "office"].includes(entry.state) && isToday(entry.visit.since));
  return [
    h("div", { class: "tablet-figures", role: "status" }, figure(waiting.length, waiting.length === 1 ? t("waits") : t("wait"), waiting.length ? "caution" : "good", waiting.length ? "cloud-upload" : "circle-check"), figure(arrived.length, t("confirmed"), "good", "badge-check")),
    verdict(waiting, begun, arrived),
    ...alerts(app, entries, storage, message),
    waiting.length ? section(t("What waits"), rows(waiting)) : null,
    begun.length ? section(t("Not finished yet"), rows(begun)) : null,
    waiting.length || begun.length ? sending(app) : null,
    arrived.length ? section(t("Has arrived"), rows(arrived)) : null,
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

/** @param {Entry[]} waiting @param {Entry[]} begun @param {Entry[]} arrived */
function verdict(waiting, begun, arrived) {
  if (waiting.length) return callout("caution", t("Not everything has arrived yet"), navigator.onLine ? t("It is being sent. Please leave the app open for a moment.") : t("There is no connection. It is sent by itself as soon as there is one and the app is open."));
  if (begun.length) return callout("info", t("Everything finished has arrived"), t("What you have begun stays saved here until you go on."));
  return callout("good", t("Everything has arrived"), arrived.length ? t("You can put the tablet away.") : t("Nothing has been finished today."));
}

/** @param {Entry[]} entries */
function rows(entries) {
  return h("ul", { class: "tablet-list", role: "list" }, ...entries.map((entry) => {
    const files = filesOnTheirWay(entry.visit.waitingFiles);
    return h("li", {}, h("a", { class: "tablet-row", href: `#/visit/${entry.id}`, data: { key: `row-${entry.id}` } },
      h("span", { class: "tablet-row-words" }, h("strong", { text: entry.work.location.name }), h("span", { class: "muted small", text: inWords(entry.work.title) }), h("span", { class: "small", text: problemOf(entry.visit.problem) || files || meaningOf(entry) })), badge(stateOf(entry.state))));
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
