/** @file The map: sections of the way as it runs now, with what is answered and what blocks. */

import { isQuestion } from "../interview/types.js";
import { textOf } from "../interview/labels.js";
import { isBlank } from "../interview/values.js";
import { h, icon } from "./dom.js";
import { isHead } from "./grid.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player @typedef {import("../interview/instance.js").Slot} Slot */
/** @typedef {{ section: Slot, questions: number, answered: number, blocking: number }} Leg */

/** Sections with at least one visible question. @param {import("../interview/state.js").Interview} run @returns {Leg[]} */
export function legs(run) {
  /** @type {Leg[]} */
  const found = [];
  for (const node of run.form.children.get("") ?? []) {
    const section = run.root.slots.get(node.key);
    if (!section?.relevant) continue;
    const leg = { section, questions: 0, answered: 0, blocking: 0 };
    let shown = 0;
    for (const slot of run.visible(node.key, run.root)) {
      shown += Number(isQuestion(slot.node) || slot.node.type === "repeat");
      count(leg, slot);
    }
    if (shown) found.push(leg);
  }
  return found;
}

/** @param {Leg} leg @param {Slot} slot */
function count(leg, slot) {
  if (!isQuestion(slot.node) || slot.node.type === "note" || slot.readonly || isHead(slot.node)) return;
  leg.questions++;
  if (slot.missing || !isBlank(slot.value)) leg.answered++;
  if (slot.problems.some((problem) => problem.blocks)) leg.blocking++;
}

/** Questions answered of all that the way has now: it may grow, and says so honestly. @param {Leg[]} all */
export function progress(all) {
  const questions = all.reduce((sum, leg) => sum + leg.questions, 0);
  const answered = all.reduce((sum, leg) => sum + leg.answered, 0);
  return { questions, answered, share: questions ? answered / questions : 1 };
}

/** @param {Player} player @param {Leg[]} all @param {(key: string) => void} go */
export function mapList(player, all, go) {
  return h("ol", { class: "map-list", role: "list" },
    ...all.map((leg) => mapRow(player, leg, go)),
    h("li", {}, row("", "flag", t("Finish"), "", player.pageKey === "", () => go(""))));
}

/** @param {Player} player @param {Leg} leg @param {(key: string) => void} go */
function mapRow(player, leg, go) {
  const { key } = leg.section.node;
  const label = textOf(player.run, leg.section, "label") || t("Questions");
  const isDone = leg.questions > 0 && leg.answered === leg.questions && !leg.blocking;
  const visited = player.visited.has(key);
  const state = isDone ? "done" : leg.blocking && visited ? "open" : leg.answered ? "begun" : "";
  const sign = { done: "circle-check", open: "circle-alert", begun: "circle-dashed", "": "circle" }[state] ?? "circle";
  const words = isDone ? t("complete") : leg.blocking && visited ? t("{count} needed", { count: leg.blocking }) : leg.questions ? `${leg.answered} / ${leg.questions}` : "";
  return h("li", {}, row(state, sign, label, words, player.pageKey === key, () => go(key)));
}

/** @param {string} state @param {string} sign @param {string} label @param {string} words @param {boolean} isHere @param {() => void} click */
function row(state, sign, label, words, isHere, click) {
  return h("button", { type: "button", class: "map-row", data: { state }, "aria-current": isHere ? "step" : undefined, on: { click } },
    icon(sign), h("span", { class: "map-label", text: label }), h("span", { class: "map-count", text: words }));
}
