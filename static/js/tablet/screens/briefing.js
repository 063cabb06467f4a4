/** @file The briefing: the play to read, the quiz marked on the tablet, the confirmation. It works without a connection. */

import { freshId, h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { inWords, minutes } from "../formats.js";
import { busy, button, callout, heading, linkTo, redraw, section } from "../pieces.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app @param {import("../day.js").Entry} entry @returns {import("../app.js").Screen} */
export function briefing(app, { id, work, isBriefed }) {
  const title = t("Briefing");
  const end = h("div", {});
  const element = h("div", { class: "stack stack-wide" }, heading(inWords(work.title), { eyebrow: title, lead: work.location.name }), ...play(work.scenario ?? {}), end);
  redraw(end, ending(app, work, end, isBriefed));
  return { element, title, back: `visit/${id}` };
}

/** @param {any} scenario */
function play(scenario) {
  const lines = (/** @type {any[]} */ texts) => h("ul", { class: "play-list" }, ...texts.map((text) => h("li", { text: inWords(text) })));
  const part = (/** @type {string} */ title, /** @type {any[] | undefined} */ texts, kind = "") => (texts?.length ? section(title, kind ? h("div", { class: kind }, lines(texts)) : lines(texts)) : null);
  return [
    inWords(scenario.role) ? section(t("Who you are"), h("p", { class: "prose", text: inWords(scenario.role) })) : null,
    part(t("What you know"), scenario.facts),
    part(t("What you say in any case"), scenario.must_say, "play-say"),
    part(t("What you never say"), scenario.never_say, "play-never"),
    scenario.objections?.length ? section(t("If …"), ...scenario.objections.map((/** @type {any} */ each, /** @type {number} */ index) => h("details", { class: "details", open: true, data: { key: `if-${index}` } }, h("summary", {}, icon("chevron-right"), inWords(each.if)), h("div", { class: "details-body" }, h("p", { text: inWords(each.then) }))))) : null,
    scenario.timers?.length ? section(t("How long it takes"), h("ul", { class: "play-list" }, ...scenario.timers.map((/** @type {any} */ timer) => h("li", { text: spanOf(timer) })))) : null,
    inWords(scenario.exit_line) ? section(t("How you leave"), h("p", { class: "play-say", text: inWords(scenario.exit_line) })) : null,
  ];
}

/** @param {{ name: string, low: number, high: number }} timer */
function spanOf(timer) {
  const bare = timer.name.replace(/_minutes$/, "");
  const names = /** @type {Record<string, () => string>} */ ({
    visit: () => t("The whole visit"),
    time_to_notice: () => t("Until somebody notices you"),
    queue_time: () => t("In the queue"),
    intake_wait: () => t("Until somebody takes your matter in"),
    task_time: () => t("Until your task is done"),
  });
  const name = names[bare]?.() ?? bare.replaceAll("_", " ");
  return `${name}: ${minutes(timer)}`;
}

/** @param {App} app @param {any} work @param {HTMLElement} end @param {boolean} isBriefed */
function ending(app, work, end, isBriefed) {
  const back = linkTo(t("Back to the visit"), `#/visit/${work.id}`, { kind: "primary", sign: "arrow-right", large: true });
  if (isBriefed) return callout("good", t("You are briefed"), "", [back]);
  if (!work.scenario?.quiz?.length) return callout("info", t("Read everything?"), "", [confirm(app, work)]);
  return quiz(app, work, end, new Map(), []);
}

/** @param {App} app @param {any} work */
function confirm(app, work) {
  const yes = button(t("I have read it"), () => busy(app, yes, () => briefed(app, work, t("You are briefed."))), { kind: "primary", sign: "check", large: true });
  return yes;
}

/** @param {App} app @param {any} work @param {string} words */
async function briefed(app, work, words) {
  await app.session.note(work.id, "briefed", {});
  app.go(`visit/${work.id}`, words);
}

/** @param {App} app @param {any} work @param {HTMLElement} end @param {Map<number, number>} chosen @param {number[]} wrong */
function quiz(app, work, end, chosen, wrong) {
  const questions = work.scenario.quiz;
  const send = h("button", { type: "submit", class: "button button-primary button-large" }, icon("check"), h("span", { text: t("Check my answers") }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const missed = questions.map((/** @type {any} */ each, /** @type {number} */ index) => index).filter((/** @type {number} */ index) => chosen.get(index) !== questions[index].right);
    const answers = questions.map((/** @type {any} */ each, /** @type {number} */ index) => chosen.get(index) ?? null);
    const told = app.session.note(work.id, "quiz", { answers });
    if (!missed.length) return void busy(app, send, () => told.then(() => briefed(app, work, t("Everything right: you are briefed."))));
    told.catch((/** @type {any} */ error) => app.failed(error));
    for (const index of missed) chosen.delete(index);
    end.replaceChildren(quiz(app, work, end, chosen, missed));
    /** @type {HTMLElement | null} */ (end.querySelector("[data-quiz-result]"))?.focus();
  };
  const remark = wrong.length ? h("div", { tabindex: "-1", data: { quizResult: "" } }, callout("caution", t("Not everything is right yet"), t("Read why below, then try again."))) : null;
  return section(t("Questions about the briefing"), h("p", { class: "muted", text: t("All answers must be right; you may try as often as you need.") }), remark,
    h("form", { class: "form form-wide", on: { submit } }, ...questions.map((/** @type {any} */ each, /** @type {number} */ index) => question(each, index, chosen, wrong.includes(index))), send));
}

/** @param {any} each @param {number} index @param {Map<number, number>} chosen @param {boolean} isWrong */
function question(each, index, chosen, isWrong) {
  const name = freshId("quiz");
  const options = each.options.map((/** @type {any} */ option, /** @type {number} */ at) => h("label", { class: "choice" },
    h("input", { type: "radio", name, value: at, checked: chosen.get(index) === at, on: { change: () => chosen.set(index, at) } }), h("span", { text: inWords(option) })));
  return h("fieldset", { class: "field field-group quiz-question" }, h("legend", { class: "field-label", text: `${index + 1}. ${inWords(each.question)}` }),
    isWrong ? h("p", { class: "field-error" }, icon("lightbulb"), h("span", { text: inWords(each.why) || t("That was not right.") })) : null, h("div", { class: "choices" }, ...options));
}
