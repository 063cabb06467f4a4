/** @file The left column of the call: the script before the questions open, and the case once they are. */

import { h, icon } from "../player/dom.js";
import { Script } from "../player/script.js";
import { appointmentWords } from "./card.js";
import { t } from "./texts.js";

/** The player's own script, before there is an interview. @param {any} boot @param {string} language @returns {HTMLElement} */
export function scriptOf({ scenario }, language) {
  const run = { language, form: { pack: { default_language: language } } };
  const script = new Script(/** @type {any} */ ({ boot: { scenario }, run }));
  script.refresh({ language: true });
  return script.element;
}

/** @param {any} case_ @returns {HTMLElement} */
export function caseDetails(case_) {
  const rows = case_.history.map((/** @type {any} */ { at, outcome, note }) => h("li", {}, h("strong", { text: outcome }), ` ${at}`, note ? ` · ${note}` : ""));
  return h("details", { class: "script-case" }, h("summary", {}, icon("phone"), h("span", { text: case_.title })),
    h("p", { text: t("{time} there now", { time: case_.local_time }) }),
    case_.appointment ? h("p", { text: appointmentWords(case_.appointment) }) : null,
    h("ul", {}, ...case_.reasons.map((/** @type {string} */ text) => h("li", { text }))),
    rows.length ? h("ol", { role: "list" }, ...rows) : null);
}
