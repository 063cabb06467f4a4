/** @file Problems beside the field they are about. */

import { h, icon } from "../player/dom.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./builder.js").Problem} Problem @typedef {import("./fields.js").Field} Field */

/** @param {any} problem */
export function problemLine(problem) {
  const isError = problem.severity !== "warning";
  return h("div", { class: "problem-line", data: { severity: isError ? "error" : "warning" } }, icon(isError ? "circle-alert" : "triangle-alert"),
    h("div", {}, h("p", { text: problem.text }), problem.remedy ? h("p", { class: "problem-remedy", text: problem.remedy }) : null));
}

/** @param {string} key @param {string} place */
export const isWithin = (key, place) => key === place || key.startsWith(`${place}/`);

/** What is wrong with a part of the questionnaire or of its scheme that is no node. @param {Builder} app @param {(key: string) => boolean} isOwn @returns {Field} */
export function problemsField(app, isOwn) {
  const element = h("div", { class: "field-problems" });
  const refresh = () => element.replaceChildren(...app.problemsOf("").filter((problem) => isOwn(problem.key)).map(problemLine));
  refresh();
  return { element, refresh };
}

/** A control that can have the focus: the one meant, or where a formula is shown as rows, the first of these. @param {Element | null | undefined} wanted @returns {HTMLElement | null} */
export function focusable(wanted) {
  if (!wanted) return null;
  const around = wanted.matches("input, select, textarea, button") ? wanted.closest(".expression") : wanted;
  const all = [wanted, ...(around?.querySelectorAll("textarea, input, select") ?? [])];
  return /** @type {HTMLElement | null} */ (all.find((one) => one.matches("input, select, textarea, button") && one.checkVisibility()) ?? null);
}
