/** @file One promise of the tester: until when it runs, and the form that says what became of it, with or without a connection. */

import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { inWords, momentThere, ownMoment, wallNow, zoneName } from "../formats.js";
import { badge, busy, button, callout, field, heading, line, linkTo } from "../pieces.js";
import { canSayAgain, isOver, kindOf, saidWords, standOf, whyNotTaken } from "../promises.js";
import { today } from "./today.js";

/** @typedef {import("../app.js").App} App @typedef {import("../../sync/promises.js").Clock} Clock */

/** @param {App} app @param {string} id @returns {Promise<import("../app.js").Screen>} */
export async function promise(app, id) {
  const [all, { skewMs = 0 }] = await Promise.all([app.session.promises.all(), app.session.contact()]);
  const clock = all.find((/** @type {Clock} */ each) => each.id === id);
  if (!clock) return today(app);
  const now = Date.now() + skewMs;
  const own = ownMoment(clock.due_at, clock.zone);
  const element = h("div", { class: "stack stack-wide" }, heading(clock.place, { eyebrow: inWords(clock.title) }),
    h("div", { class: "next-test" }, h("p", { class: "tablet-state" }, badge(standOf(clock, now))), h("p", { class: "next-test-role", text: `${kindOf(clock)}: ${clock.what}` }),
      line("calendar", t("Promised {moment}", { moment: momentThere(clock.opened_at, clock.zone) })),
      line("calendar-clock", t("Due {moment}", { moment: momentThere(clock.due_at, clock.zone) }), own && h("span", { class: "muted", text: ` · ${t("{moment} on your clock", { moment: own })}` }))),
    ...acts(app, clock, now));
  return { element, title: t("Promise"), back: "today" };
}

/** @param {App} app @param {Clock} clock @param {number} now */
function acts(app, clock, now) {
  const { said } = clock;
  if (said?.state === "here") return [callout("info", saidWords(said), t("It is on this tablet and is sent by itself as soon as there is a connection."))];
  if (said?.state === "taken") return [callout("good", saidWords(said), t("The office has it. If it was wrong, tell the office; it can correct it."))];
  if (said && !canSayAgain(said)) return [refused(app, clock)];
  const before = said ? callout("danger", whyNotTaken(clock), saidWords(said)) : null;
  if (clock.waits_for_report) {
    const visit = linkTo(t("Look at the visit"), `#/visit/${clock.assignment}`, { kind: "primary", sign: "message-square" });
    return [callout("caution", t("The review has questions about this visit. Answer them first, then close the promise."), "", [visit])];
  }
  return [before, form(app, clock, now)];
}

/** What was closed meanwhile stays so until the office corrects it; the tester's word is not lost. @param {App} app @param {Clock} clock */
function refused(app, clock) {
  const read = button(t("Understood"), () => busy(app, read, async () => {
    await app.session.promises.seen(clock);
    app.go("today");
  }), { kind: "primary", sign: "check" });
  const said = clock.said && t("You said: {words} The office has that, too, and can correct it.", { words: saidWords(clock.said) });
  return callout("caution", whyNotTaken(clock), said || "", [read]);
}

/** @param {App} app @param {Clock} clock @param {number} now */
function form(app, clock, now) {
  let ended = isOver(clock, now) ? "" : "came";
  const { zone } = clock;
  const choice = (/** @type {string} */ code, /** @type {string} */ words) => h("label", { class: "choice" }, h("input", { type: "radio", name: "ended", value: code, checked: ended === code, on: { change: () => choose(code) } }), h("span", { text: words }));
  const wrong = h("p", { class: "field-error", role: "alert", hidden: true }, icon("circle-alert"), h("span", { text: t("Please choose what happened.") }));
  const hint = ended ? h("p", { class: "field-hint", text: t("That nothing came can be said once the time is over.") }) : null;
  const choices = h("fieldset", { class: "field field-group" }, h("legend", { class: "field-label", text: t("What happened?") }), hint, wrong,
    h("div", { class: "choices" }, choice("came", t("It came, in time or late")), ended ? null : choice("nothing", t("Nothing came"))));
  const when = field(t("When?"), h("input", { class: "input input-moment", type: "datetime-local", min: wallNow(zone, Date.parse(clock.opened_at)), max: wallNow(zone, now) }), { hint: t("By the clocks of the place ({zone}). A minute you are not sure of may be rounded.", { zone: zoneName(new Date(now).toISOString(), zone) }) });
  const note = field(t("In your words"), h("textarea", { class: "input", rows: 3, maxlength: 2000 }), { hint: t("What you saw and when; no names.") });
  const send = h("button", { type: "submit", class: "button button-primary button-large" }, icon("check"), h("span", { text: t("Close the promise") }));
  when.element.hidden = ended !== "came";
  function choose(/** @type {string} */ code) {
    ended = code;
    wrong.hidden = true;
    when.element.hidden = code !== "came";
  }
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    wrong.hidden = Boolean(ended);
    const kept_at = ended === "came" ? when.input.value.slice(0, 16) : null;
    const trouble = kept_at === null ? "" : momentProblem(kept_at, when.input);
    when.say(trouble);
    if (!ended) /** @type {HTMLElement} */ (choices.querySelector("input")).focus();
    else if (!trouble) void busy(app, send, () => close(app, clock, { kept_at, note: note.input.value.trim() }));
  };
  return h("form", { class: "form", novalidate: true, on: { submit } }, choices, when.element, note.element, send);
}

/** @param {string} kept_at @param {HTMLInputElement} input with the first and last moment that are possible */
function momentProblem(kept_at, { min, max }) {
  if (!kept_at) return t("Please say when it came.");
  if (kept_at > max) return t("This moment has not come yet.");
  return kept_at < min ? t("That was before the promise was made.") : "";
}

/** @param {App} app @param {Clock} clock @param {{ kept_at: string | null, note: string }} what */
async function close(app, clock, what) {
  await app.session.promises.close(clock.id, what);
  app.go("today", navigator.onLine ? t("Noted. The office gets it now.") : t("Noted on this tablet. It is sent as soon as there is a connection."));
}
