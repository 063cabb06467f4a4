/** @file Rules over the whole interview on the last page: what does not fit, where to mend it, or why it is right. */

import { textOf } from "../interview/labels.js";
import { freshId, h, icon } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player @typedef {import("../interview/instance.js").Slot} Slot */
/** @typedef {import("../interview/validate.js").AnswerProblem} AnswerProblem */

/** Heading and list, or nothing. @param {Player} player @param {AnswerProblem[]} problems @returns {HTMLElement[]} */
export function rulesSection(player, problems) {
  if (!problems.length) return [];
  return [
    h("h2", { class: "group-title", text: t("What does not fit together") }),
    h("ul", { class: "ending-rules", role: "list" }, ...problems.map((problem) => rule(player, problem))),
  ];
}

/** @param {Player} player @param {AnswerProblem} problem */
function rule(player, problem) {
  const slot = /** @type {Slot} */ (player.run.slot(problem.path));
  const isDoubt = problem.code === "RULE_UNUSUAL";
  const keys = /** @type {string[]} */ (problem.params.items ?? []);
  const ways = keys.map((key) => way(player, key)).filter((one) => one !== null);
  return h("li", { class: "rule", data: { rule: slot.node.name, severity: slot.node.severity } },
    h("p", { class: "rule-message" }, icon(isDoubt ? "circle-question-mark" : "circle-alert"), h("span", { text: textOf(player.run, slot, "label") })),
    h("div", { class: "rule-ways" }, ...ways), isDoubt ? confirmation(player, slot) : null);
}

/** @param {Player} player @param {string} key @returns {HTMLElement | null} */
function way(player, key) {
  const slot = firstOf(player, key);
  if (!slot?.relevant) return null;
  const label = textOf(player.run, slot, "label") || slot.node.name;
  return h("button", { type: "button", class: "blocker rule-way", data: { path: slot.path }, on: { click: () => player.jump(slot.path) } },
    h("span", { class: "blocker-label", text: label }), icon("chevron-right"));
}

/** An item inside a repeat is met in its first round; an empty repeat by itself. @param {Player} player @param {string} key */
function firstOf({ run }, key) {
  return [...run.visible()].find((slot) => slot.node.key === key) ?? run.slot(run.form.nodes.get(key)?.repeat ?? "");
}

/** @param {Player} player @param {Slot} slot */
function confirmation(player, slot) {
  const id = freshId("reason");
  const reason = h("input", { type: "text", class: "input", id, maxlength: 500 });
  const confirm = () => (reason.value.trim() ? player.confirm(slot, reason.value.trim()) : reason.focus());
  return h("form", { class: "item-confirm", on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); confirm(); } } },
    h("label", { for: id, text: t("It is right, because") }), reason,
    h("button", { type: "submit", class: "button button-secondary" }, icon("check"), t("Confirm")));
}
