/** @file Rules over the whole interview on the last page: what does not fit, where to mend it, or why it is right. */

import { textOf } from "../interview/labels.js";
import { h, icon } from "./dom.js";
import { reasonBox } from "./reason.js";
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
    h("div", { class: "rule-ways" }, ...ways), isDoubt ? reasonBox((words) => player.confirm(slot, words)) : null);
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
