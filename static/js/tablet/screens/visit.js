/** @file One visit: what it is, what is to be done now, and where it stands. */

import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { entryIn } from "../day.js";
import { failureOf } from "../failures.js";
import { clockIn, inWords, momentIn, size } from "../formats.js";
import { button, busy, callout, dialog, heading, linkTo, redraw, section } from "../pieces.js";
import { whereAmI } from "../sketch.js";
import { filesOnTheirWay, heldWords, meaningOf, problemOf, stateOf } from "../states.js";
import { factsOf } from "../visit-facts.js";
import { isUnpromised, unpromised } from "../watch.js";

/** @typedef {import("../app.js").App} App @typedef {import("../day.js").Entry} Entry */

/** A visit that has not begun here. */
const BEFORE = new Set(["todo", "briefed"]);

/** @param {App} app @param {Entry} first @returns {Promise<import("../app.js").Screen>} */
export async function visit(app, first) {
  const title = first.work.location.name;
  const box = h("div", { class: "stack stack-wide" }, ...parts(app, first, await app.session.storage()));
  const element = h("div", { class: "stack" }, heading(title, { eyebrow: inWords(first.work.title) }), box);
  const refresh = async () => {
    const { session } = app;
    if (!session) return;
    const [entry, storage] = await Promise.all([entryIn(session, first.id), session.storage()]);
    if (entry && session === app.session) redraw(box, ...parts(app, entry, storage));
  };
  return { element, title, back: "today", refresh };
}

/** @param {App} app @param {Entry} entry @param {any} storage */
function parts(app, entry, storage) {
  return [
    BEFORE.has(entry.state) && isUnpromised(storage) ? unpromised(app) : null,
    entry.isDone ? outcome(entry) : steps(entry),
    entry.isDone || !entry.isPast ? null : callout("info", t("This visit is no longer on your list"), t("What you have begun stays here. You can still finish it; the office then decides on it.")),
    entry.isDone || entry.state === "elsewhere" || !entry.visit.problem ? null : callout("caution", problemOf(entry.visit.problem)),
    heldHere(app, entry),
    h("div", { class: "next-test" }, ...factsOf(app, entry), h("p", { class: "next-test-role", text: inWords(entry.work.role) })),
    ...(entry.isDone ? [] : acts(app, entry)),
    entry.isDone ? copyHere(entry) : null,
    documents(app, entry),
    entry.isDone || entry.isPast ? null : h("p", {}, linkTo(t("I could not test"), `#/visit/${entry.id}/untested`, { kind: "quiet", sign: "circle-x" })),
  ];
}

/** @param {Entry} entry */
function outcome(entry) {
  const { visit } = entry;
  const { words, sign, tone } = stateOf(entry.state);
  const files = filesOnTheirWay(visit.waitingFiles);
  return h("div", { class: "tablet-outcome", data: { tone } }, icon(sign), h("div", {}, h("p", { class: "tablet-outcome-words", text: words }), h("p", { text: [files || meaningOf(entry), problemOf(visit.problem)].filter(Boolean).join(" ") })));
}

/** @param {Entry} entry */
function steps(entry) {
  const isBegun = ["draft", "asked", "elsewhere"].includes(entry.state);
  const all = [[t("Briefing"), entry.isBriefed || isBegun], [t("On site"), isBegun], [t("Questionnaire"), false]];
  const current = all.findIndex(([, done]) => !done);
  return h("ol", { class: "tablet-steps", role: "list", "aria-label": t("Your way through this visit") }, ...all.map(([words, done], index) =>
    h("li", { class: "tablet-step", data: { state: done ? "done" : index === current ? "current" : "open" }, "aria-current": index === current ? "step" : null },
      icon(done ? "circle-check" : index === current ? "circle-dot" : "circle"), h("span", { text: /** @type {string} */ (words) }), done ? h("span", { class: "visually-hidden", text: t("done") }) : null)));
}

/** What can be done now; the first is the one that comes next. @param {App} app @param {Entry} entry */
function acts(app, entry) {
  const { id, state, isBriefed, isPast } = entry;
  const briefing = `#/visit/${id}/briefing`;
  const again = isPast ? null : linkTo(t("Read the briefing again"), briefing, { sign: "book-open", large: true, key: "brief" });
  if (state === "elsewhere") return [takeover(app, entry, { ...entry.work.interview, ...entry.visit.other })];
  if (state === "asked" || state === "draft") {
    const words = state === "asked" ? t("Answer the questions") : t("Go on with the questionnaire");
    return [h("div", { class: "row wide-actions" }, linkTo(words, `#/visit/${id}/interview`, { kind: "primary", sign: "play", large: true, key: "go" }), again)];
  }
  if (!isBriefed) return [h("div", { class: "row wide-actions" }, linkTo(t("Read the briefing"), briefing, { kind: "primary", sign: "book-open", large: true, key: "brief" }))];
  return [
    h("div", { class: "row wide-actions" }, linkTo(t("Open the questionnaire"), `#/visit/${id}/interview`, { kind: "primary", sign: "play", large: true, key: "go" }), again),
    checkIn(app, entry),
  ];
}

/** What still waits for its page; where nobody will go on with it, it can go as it is. @param {App} app @param {Entry} entry */
function heldHere(app, { visit: { interview, heldFiles } }) {
  if (!heldFiles) return null;
  const send = button(t("Send as it is"), () => busy(app, send, async () => {
    await app.session.sendHeld(interview);
    app.say(navigator.onLine ? t("Is being sent …") : t("There is no connection. It is sent by itself as soon as there is one and the app is open."));
  }), { sign: "send", key: "held" });
  return callout("info", heldWords(heldFiles), "", [send]);
}

/** Voluntary, coarse, and never in the way. @param {App} app @param {Entry} entry */
function checkIn(app, { id, visit: { said } }) {
  if (said?.checkin) return section(t("Check-in"), h("p", { class: "tablet-ready-line", data: { level: "good" } }, icon("circle-check"), h("span", { text: t("Noted at {clock}.", { clock: clockIn(said.checkin) }) })));
  const note = async (/** @type {any} */ value) => {
    await app.session.note(id, "checkin", value);
    app.say(t("Your check-in is noted."));
  };
  const here = button(t("I am here"), () => busy(app, here, async () => {
    const position = await whereAmI().catch(() => null);
    if (!position) return app.say(t("The tablet does not know where it is. Try again later, or go on without."));
    return note(position);
  }), { sign: "map-pin", key: "here" });
  const without = button(t("Without a position"), () => busy(app, without, () => note({ declined: true })), { kind: "quiet", key: "without" });
  return section(t("Check-in"), h("p", { class: "muted small", text: t("If you like: it tells the office roughly where you are (about 100 metres), now or later. You can also go on without.") }), h("div", { class: "row" }, here, without));
}

/** @param {App} app @param {Entry} entry */
function documents(app, { work }) {
  if (!work.documents?.length) return null;
  const rows = work.documents.map((/** @type {any} */ file) => h("li", {}, button(`${file.name} (${size(file.size)})`, () => openDocument(app, file).catch((error) => app.failed(error)), { kind: "quiet", sign: "file-text", key: file.sha256 })));
  return section(t("Documents"), h("ul", { class: "tablet-files", role: "list" }, ...rows));
}

/** @param {App} app @param {any} file */
async function openDocument(app, file) {
  const blob = await app.session.file(file.sha256);
  if (!blob) return app.say(t("This document is not on the tablet yet."));
  const href = URL.createObjectURL(blob);
  const link = h("a", { href, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** The copy of a draft that another tablet has taken over can be read. @param {Entry} entry */
function copyHere({ id, visit: { state } }) {
  return state === "elsewhere" ? linkTo(t("Look at what is here"), `#/visit/${id}/interview`, { sign: "eye", key: "look" }) : null;
}

/** Somebody works on it on another tablet: taking it over is a decision, with who and when. @param {App} app @param {Entry} entry @param {any} holder */
export function takeover(app, entry, holder) {
  const since = holder.seen_at ? t("Last seen there: {moment}.", { moment: momentIn(holder.seen_at) }) : "";
  const where = whereOf(holder, entry.visit.state === "elsewhere");
  const ask = button(t("Take over here"), () => {
    const yes = button(t("Take over"), () => busy(app, yes, async () => {
      try {
        app.taken = { id: entry.id, boot: await app.session.take(entry.id) };
        shown.close();
        app.go(`visit/${entry.id}/interview`);
      } catch (error) {
        shown.close();
        app.say(failureOf(error, t("That needs a connection. Please try again when there is one.")));
      }
    }), { kind: "primary", sign: "tablet" });
    const shown = dialog(t("Take the questionnaire over?"), [h("p", { text: `${where} ${since}`.trim() }), h("p", { text: t("What has been sent from there comes here. What has not been sent stays on the other tablet, and the office sees both.") })], [button(t("Leave it there"), () => shown.close()), yes]);
  }, { sign: "tablet", key: "take" });
  return callout("caution", t("On another tablet"), `${where} ${since}`.trim(), [ask, copyHere(entry)]);
}

/** @param {any} holder @param {boolean} wasHere whether the questionnaire was begun here and taken over */
function whereOf({ name: tablet, device = "", held_by }, wasHere) {
  if (tablet) return wasHere ? t("The questionnaire goes on on “{tablet}”.", { tablet }) : t("The questionnaire was begun on “{tablet}”.", { tablet });
  if (held_by === "" && !device) return wasHere ? t("The questionnaire goes on in a browser.") : t("The questionnaire was begun in a browser.");
  return wasHere ? t("The questionnaire goes on on another tablet.") : t("The questionnaire was begun on another tablet.");
}
