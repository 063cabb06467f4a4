/** @file The map: sections of the way as it runs now, with what is answered and what blocks. */

import { isQuestion } from "../interview/types.js";
import { textOf } from "../interview/labels.js";
import { isBlank } from "../interview/values.js";
import { arrange, h, icon } from "./dom.js";
import { part } from "./parts.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player @typedef {import("../interview/instance.js").Slot} Slot */
/** @typedef {import("../interview/state.js").Interview} Interview */
/** @typedef {{ section: Slot, questions: number, answered: number, blocking: number }} Leg */

const COUNTS = /** @type {const} */ (["questions", "answered", "blocking"]);

/** The sections of the way as it runs now. An answer counts only the sections again that it touched. */
export class Way {
  /** @param {Interview} run */
  constructor(run) {
    this.run = run;
    /** @type {Map<string, Leg | null>} counted legs by section; null where nothing is to be seen */
    this.counted = new Map();
    /** @type {Set<string>} sections to be counted again */
    this.stale = new Set();
    /** @type {Leg[] | null} */
    this.open = null;
  }

  /** @param {Iterable<Slot>} touched */
  follow(touched) {
    for (const { node } of touched) {
      if (node.section) this.stale.add(node.section);
      else this.counted.delete(node.key); // its own label may read differently now
    }
    this.open = null;
  }

  /** Sections with at least one visible question. @returns {Leg[]} */
  get legs() {
    this.open ??= (this.run.form.children.get("") ?? []).map(({ key }) => this.#leg(key)).filter((leg) => leg !== null);
    return this.open;
  }

  /** A leg that counts the same stays the same object, so that its row on the map is not made anew. @param {string} key @returns {Leg | null} */
  #leg(key) {
    const old = this.counted.get(key);
    const isStale = this.stale.delete(key);
    if (old !== undefined && !isStale) return old;
    const leg = legOf(this.run, key);
    if (old && leg && COUNTS.every((count) => old[count] === leg[count])) return old;
    this.counted.set(key, leg);
    return leg;
  }
}

/** @param {Interview} run @param {string} key of a section @returns {Leg | null} */
function legOf(run, key) {
  const section = run.root.slots.get(key);
  if (!section?.relevant) return null;
  const leg = { section, questions: 0, answered: 0, blocking: 0 };
  let shown = 0;
  for (const slot of run.visible(key, run.root)) {
    shown += Number(isQuestion(slot.node) || slot.node.type === "repeat");
    count(leg, slot);
  }
  return shown ? leg : null;
}

/** @param {Leg} leg @param {Slot} slot */
function count(leg, slot) {
  if (!isQuestion(slot.node) || slot.node.type === "note" || slot.readonly || part("grid")?.isHead(slot.node)) return;
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

/** The map as a list. A row is made anew only where its leg was counted anew. */
export class MapList {
  /** @param {Player} player @param {(key: string) => void} go */
  constructor(player, go) {
    this.player = player;
    this.go = go;
    this.element = h("ol", { class: "map-list", role: "list" });
    /** @type {Map<string, { leg: Leg | null, look: string, element: HTMLElement }>} */
    this.rows = new Map();
  }

  /** @param {Leg[]} legs */
  draw(legs) {
    const kept = new Set(legs.map((leg) => leg.section.node.key).concat(""));
    for (const key of this.rows.keys()) if (!kept.has(key)) this.rows.delete(key);
    arrange(this.element, [...legs.map((leg) => this.#row(leg.section.node.key, leg)), this.#row("", null)]);
  }

  /** @param {string} key @param {Leg | null} leg null is the end of the way */
  #row(key, leg) {
    const { run, visited, pageKey } = this.player;
    const look = `${run.language} ${pageKey === key} ${visited.has(key)}`;
    const old = this.rows.get(key);
    if (old && old.leg === leg && old.look === look) return old.element;
    const made = leg ? mapRow(this.player, leg, this.go) : row("", "flag", t("Finish"), "", pageKey === "", () => this.go(""));
    const focused = old?.element.contains(document.activeElement);
    const element = h("li", {}, made);
    if (old) old.element.replaceWith(element);
    if (focused) made.focus();
    this.rows.set(key, { leg, look, element });
    return element;
  }
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
  return row(state, sign, label, words, player.pageKey === key, () => go(key));
}

/** @param {string} state @param {string} sign @param {string} label @param {string} words @param {boolean} isHere @param {() => void} click */
function row(state, sign, label, words, isHere, click) {
  return h("button", { type: "button", class: "map-row", data: { state }, "aria-current": isHere ? "step" : undefined, on: { click } },
    icon(sign), h("span", { class: "map-label", text: label }), h("span", { class: "map-count", text: words }));
}
