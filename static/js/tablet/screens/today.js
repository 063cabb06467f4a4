/** @file Today: the next visit large, the others as list and sketch, and whether everything is on the tablet. */

import { h } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { inWords, windowIn } from "../formats.js";
import { installHint } from "../install-hint.js";
import { badge, button, busy, callout, linkTo, section } from "../pieces.js";
import { promiseList } from "../promises.js";
import { howFar, isPlaced, sketch, whereAmI } from "../sketch.js";
import { stateOf } from "../states.js";
import { factsOf, nextStep } from "../visit-facts.js";
import { alerts, readiness } from "../watch.js";
import { overview } from "./overview.js";

/** @typedef {import("../day.js").Entry} Entry @typedef {import("../app.js").App} App */

/** @param {App} app @returns {Promise<import("../app.js").Screen>} */
export function today(app) {
  return overview(app, t("Today"), parts);
}

/** @param {App} app @param {import("./overview.js").Seen} seen */
function parts(app, { entries, promises, storage, message, now }) {
  const open = entries.filter((entry) => !entry.isDone);
  const [next, ...others] = open;
  return [
    ...updateOffer(app), ...alerts(app, entries, storage, message),
    next ? nextVisit(app, next) : nothingOpen(entries),
    others.length ? section(t("After that"), list(app, others, 2)) : null,
    promises.length ? section(t("Promises"), promiseList(promises, now)) : null,
    ...where(app, [...open, ...entries.filter((entry) => entry.isDone)], next),
    entries.length > open.length ? section(t("Done"), list(app, entries.filter((entry) => entry.isDone), open.length + 1)) : null,
    section(t("This tablet"), readiness(app, storage)), ...installHint(app),
  ];
}

/** A newer app is offered here and nowhere else. @param {App} app */
function updateOffer(app) {
  if (!app.update.isReady) return [];
  const take = button(t("Use the new version"), () => busy(app, take, async () => {
    const answer = await app.update.take();
    if (answer === "draft") app.say(t("A questionnaire is open in another window. Please close it first."));
    if (answer === "silent") app.say(t("The new version does not answer. Close the app and open it again."));
  }), { sign: "refresh-cw", key: "update" });
  return [callout("info", t("A new version of the app is here"), t("It takes a second; your visits stay as they are."), [take])];
}

/** @param {App} app @param {Entry} entry */
function nextVisit(app, entry) {
  const { words, href, sign } = nextStep(entry);
  return h("article", { class: "next-test" },
    h("header", {}, h("p", { class: "page-eyebrow", text: `${entry.state === "draft" ? t("Under way") : t("Your next visit")} · ${inWords(entry.work.title)}` }),
      h("h2", { class: "next-test-place" }, h("a", { href: `#/visit/${entry.id}`, text: entry.work.location.name, data: { key: `place-${entry.id}` } })), h("p", { class: "tablet-state" }, badge(stateOf(entry.state)))),
    ...factsOf(app, entry), h("p", { class: "next-test-role", text: inWords(entry.work.role) }), linkTo(words, href, { kind: "primary", sign, large: true, key: "next" }));
}

/** @param {Entry[]} entries */
function nothingOpen(entries) {
  return entries.length
    ? callout("good", t("Everything is done"), t("Look at the end of the day whether everything has arrived."), [linkTo(t("End of day"), "#/day", { kind: "primary", sign: "cloud-check" })])
    : callout("info", t("No visit is open"), t("As soon as the planner gives you a visit, it stands here."));
}

/** @param {App} app @param {Entry[]} entries @param {number} from the number of the first on the sketch */
function list(app, entries, from) {
  return h("ol", { class: "tablet-list", role: "list" }, ...entries.map((entry, index) => row(app, entry, from + index)));
}

/** @param {App} app @param {Entry} entry @param {number} number */
function row(app, entry, number) {
  const far = howFar(app.position, entry.work.location);
  return h("li", {}, h("a", { class: "tablet-row", href: `#/visit/${entry.id}`, data: { key: `row-${entry.id}` } },
    h("span", { class: "tablet-number", "aria-hidden": "true", text: String(number) }),
    h("span", { class: "tablet-row-words" }, h("strong", { text: entry.work.location.name }), h("span", { class: "muted", text: entry.work.window ? windowIn(entry.work.window) : "" }),
      h("span", { class: "muted small", text: [inWords(entry.work.title), far].filter(Boolean).join(" · ") })), badge(stateOf(entry.state))));
}

/** @param {App} app @param {Entry[]} entries @param {Entry | undefined} next */
function where(app, entries, next) {
  const points = entries.map((entry) => ({ label: entry.work.location.name, place: entry.work.location, isNext: entry === next, isDone: entry.isDone }));
  if (points.filter((point) => isPlaced(point.place)).length < 2) return [];
  const far = button(t("Show how far"), () => busy(app, far, async () => {
    try {
      app.position = await whereAmI();
      app.refresh();
    } catch {
      app.say(t("The tablet does not know where it is. The list goes by time."));
    }
  }), { kind: "quiet", sign: "map-pin", key: "far" });
  return [section(t("Where they are"), sketch(points.filter((point) => isPlaced(point.place)), app.position), app.position ? null : far)];
}
