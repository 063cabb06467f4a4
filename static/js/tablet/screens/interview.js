/** @file The questionnaire: the player, with a slim way back above it. Everything it writes is on the tablet at once. */

import { h } from "../../player/dom.js";
import { play } from "../../player/main.js";
import { speak, t } from "../../player/texts.js";
import { callout, heading, linkTo } from "../pieces.js";
import { briefing } from "./briefing.js";
import { takeover } from "./visit.js";

/** @typedef {import("../app.js").App} App @typedef {import("../day.js").Entry} Entry */

/** @param {App} app @param {Entry} entry @returns {Promise<import("../app.js").Screen>} */
export async function interview(app, entry) {
  const title = t("Questionnaire");
  if (entry.state === "todo") return briefing(app, entry);
  try {
    const taken = app.taken?.id === entry.id ? app.taken.boot : null;
    app.taken = null;
    return await opened(app, taken ?? (await app.session.start(entry.id)), entry, title);
  } catch (error) {
    speak(app.language);
    return refused(app, entry, title, /** @type {any} */ (error));
  }
}

/** @param {App} app @param {any} boot @param {Entry} entry @param {string} title @returns {Promise<import("../app.js").Screen>} */
async function opened(app, boot, { id, work }, title) {
  const root = h("div", { class: "tablet-player", role: "region", "aria-label": title });
  const { page, icons } = app.boot.urls;
  const language = boot.languages.includes(app.language) ? app.language : boot.language;
  const given = { ...boot, language: boot.events?.length ? boot.language : language, texts: app.boot.texts, urls: { ...boot.urls, icons, done: `${page}#/today` } };
  const field = app.session.field(boot);
  try {
    await play(root, given, field);
  } catch (error) {
    await field.leave(); // else the draft stays held by a player that nobody sees
    throw error;
  }
  return { element: h("div", {}, h("p", { class: "tablet-place", text: work.location.name }), root), title, back: `visit/${id}`, backWords: t("Leave; everything stays saved"), bare: true, wide: true, hasDraft: true, leave: () => field.leave() };
}

/** @param {App} app @param {Entry} entry @param {string} title @param {any} error @returns {import("../app.js").Screen} */
function refused(app, entry, title, error) {
  const { id, work } = entry;
  const back = linkTo(t("Back to the visit"), `#/visit/${id}`, { sign: "arrow-left" });
  const why = /ELSEWHERE/.test(error.code ?? "")
    ? takeover(app, entry, error.details ?? {})
    : callout("danger", t("The questionnaire cannot be opened"), error.code === "FORM_MISSING" ? t("It is not on this tablet yet. Please open the app once where there is a connection.") : t("Please go back and try again. Nothing that you entered is lost."));
  return { element: h("div", { class: "stack stack-wide" }, heading(title, { eyebrow: work.location.name }), why, h("p", {}, back)), title, back: `visit/${id}` };
}
