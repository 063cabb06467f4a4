/** @file An interview: a form and its journal. Every event re-evaluates its dependents only and says what changed. */

import { fitting, fromJson, toJson } from "./answers.js";
import { scopeFor } from "./evaluate.js";
import { EvaluationError } from "./failure.js";
import { Form } from "./form.js";
import { Instance, Slot, parsePath } from "./instance.js";
import { choiceText } from "./labels.js";
import { Marks } from "./marks.js";
import { ParkMiller, hash32 } from "./prng.js";
import { childrenOf, inOrder } from "./rotation.js";
import { ACTS, FACETS } from "./transitions.js";
import { isSelect } from "./types.js";
import { problemsOf } from "./validate.js";
import { BLANK, MOMENTS, single } from "./values.js";

/**
 * @typedef {{ seq: number, kind: string, path?: string, value?: any, at?: string, ms?: number, by?: string }} Event
 * @typedef {{ touched: Set<Slot>, structure: boolean, language: boolean }} Change
 *   `touched` slots look different now; `structure` says that questions or instances came or went.
 */

export class Interview {
  /** @param {any} pack a form package, or a `Form` that was made from one */
  constructor(pack) {
    this.form = pack instanceof Form ? pack : new Form(pack);
    this.zone = "UTC";
    this.seed = 0;
    this.mode = "";
    this.language = this.form.pack.default_language;
    this.nowMs = 0;
    /** a `frozen` event stopped the clock */
    this.clockStands = false;
    this.finished = false;
    this.root = new Instance("", null, this.form);
    this.marks = new Marks(this.form, this.root);
    /** @type {Set<Slot>} */
    this.stale = new Set();
    /** instances of repeats that came to be, see rounds.js */
    this.roundsMade = 0;
    /** @type {Change} */
    this.change = { touched: new Set(), structure: false, language: false };
    this.opened = false;
  }

  /** @param {Event} event @returns {Change} */
  apply(event) {
    this.change = { touched: new Set(), structure: false, language: false };
    if (event.kind !== "closed") this.#setClock(event.at ?? ""); // days later: what was right on the day of the visit stays right
    if (event.kind === "open") this.#open(event);
    else if (!this.opened) this.#begin();
    const act = ACTS[event.kind];
    if (act) act(this, event);
    this.#settle();
    return this.change;
  }

  /** @param {Event} event */
  #open(event) {
    const { seed, zone, language, mode } = event.value ?? {};
    Object.assign(this, { seed: seed || 0, zone: zone || "UTC", mode: mode || "", language: language || this.language });
    this.#begin();
  }

  #begin() {
    this.opened = true;
    for (const slot of this.root.slots.values()) this.prepare(slot);
    this.fill("start");
    this.fill("today");
    this.marks.inside("", this.root);
    this.change.structure = true;
  }

  /** `now()` is the clock of the event at hand, so that a replay sees what the device saw. @param {string} at */
  #setClock(at) {
    const ms = this.clockStands ? NaN : clockOf(at);
    if (!Number.isNaN(ms)) this.nowMs = ms;
  }

  /** The clock stands still from here on. @param {string} now */
  freeze(now) {
    if (!now) return;
    const ms = clockOf(now);
    if (!Number.isNaN(ms)) this.nowMs = ms;
    this.clockStands = true;
  }

  /** What the device fills in by itself: the moments of opening and of finishing, the day. @param {string} type */
  fill(type) {
    for (const slot of this.root.slots.values()) {
      if (slot.node.type === type) this.#setValue(slot, type === "today" ? MOMENTS.day(this.now()) : this.now());
    }
  }

  /** What is computed from here on reads labels in the new language. @param {string} language */
  speak(language) {
    this.language = language;
    this.change.language = true;
  }

  // --- what expressions ask ------------------------------------------------------------------------------

  /** @param {Slot | undefined} slot */
  valueOfSlot(slot) {
    return slot && slot.relevant ? slot.value : BLANK;
  }

  /** @param {Instance} at whether the repeat it belongs to is part of the interview now */
  exists(at) {
    return !at.resting && (!at.parent || Boolean(at.parent.slots.get(at.repeat)?.relevant));
  }

  now() {
    return MOMENTS.at(this.nowMs, this.zone);
  }

  /** The same place of the same interview always draws the same numbers. @param {any} scope */
  seedOf(scope) {
    return hash32(`${this.seed}:${scope.self?.path ?? ""}`);
  }

  /** @param {import("./evaluate.js").Scope} scope */
  random(scope) {
    const random = new ParkMiller(this.seedOf(scope));
    let drawn = random.next();
    for (let skip = 0; skip < scope.budget.draws; skip++) drawn = random.next();
    scope.budget.draws++;
    return drawn;
  }

  /** @param {string} key of a select @param {string} code @param {Instance} at where it is asked */
  choiceLabel(key, code, at) {
    for (let up = /** @type {Instance | null} */ (at); up; up = up.parent) {
      const slot = up.slots.get(key);
      if (slot) return choiceText(this, slot, code);
    }
    const node = this.form.nodes.get(key);
    return node ? choiceText(this, new Slot(node, this.root), code) : code;
  }

  /** An expression's value; blank where it has none. @param {import("./evaluate.js").Closure} closure @param {Slot} slot @returns {import("./values.js").Value} */
  attempt(closure, slot) {
    try {
      return closure(scopeFor(this, slot.at, slot));
    } catch (error) {
      if (error instanceof EvaluationError) return BLANK;
      throw error;
    }
  }

  // --- finding -------------------------------------------------------------------------------------------

  /** @param {string} path @returns {Slot | undefined} */
  slot(path) {
    const { steps, key } = parsePath(path ?? "");
    const at = this.instance(steps);
    return at?.slots.get(key);
  }

  /** @param {[string, number][]} steps @returns {Instance | undefined} */
  instance(steps) {
    let at = this.root;
    for (const [repeat, position] of steps) {
      const next = at.repeats.get(repeat)?.[position - 1];
      if (!next) return undefined;
      at = next;
    }
    return at;
  }

  // --- changing ------------------------------------------------------------------------------------------

  /** @param {Slot} slot @param {any} json @param {string} [missing] */
  put(slot, json, missing = "") {
    slot.answer = json;
    slot.missing = missing;
    slot.confirmed = "";
    this.look(slot);
    this.#setValue(slot, missing ? BLANK : fromJson(slot.node, json, this.zone));
  }

  /** @param {Slot} slot @param {import("./values.js").Value} value */
  #setValue(slot, value) {
    if (sameValue(slot.value, value)) return;
    slot.value = value;
    this.changed(slot);
  }

  /** @param {Slot} slot it looks different now, and its problems may be others */
  look(slot) {
    this.change.touched.add(slot);
    this.stale.add(slot);
  }

  /** @param {Slot} slot something that others read changed */
  changed(slot) {
    this.look(slot);
    this.marks.readersOf(slot.node.key, slot.at);
  }

  /** @param {Slot} slot */
  prepare(slot) {
    const { node } = slot;
    if (isSelect(node)) slot.choices = inOrder(this, slot, this.form.namesOf(node.list));
    slot.inMode = !(node.modes?.length && this.mode && !node.modes.includes(this.mode));
    slot.relevant = this.#isRelevant(slot);
    this.stale.add(slot);
  }

  // --- propagation ---------------------------------------------------------------------------------------

  /** Evaluate what is marked in topological order, then look at the answers that may have become wrong or right. */
  #settle() {
    this.marks.drain((index, at) => this.#evaluate(index, at));
    for (const slot of this.stale) this.#inspect(slot);
    this.stale.clear();
  }

  /** @param {Slot} slot */
  #inspect(slot) {
    const before = slot.problems;
    slot.problems = problemsOf(this, slot);
    if (before.length || slot.problems.length) this.change.touched.add(slot);
  }

  /** @param {number} index @param {Instance} at */
  #evaluate(index, at) {
    const entry = this.form.order[index];
    const slot = at.slots.get(entry.key);
    if (!slot) return;
    const settle = FACETS[entry.facet];
    if (!settle) {
      this.change.touched.add(slot); // a text is computed when it is drawn
      return;
    }
    if (slot.failed.delete(entry.facet)) this.stale.add(slot);
    settle(this, slot, entry);
  }

  /** The value of a facet; where it has none, `otherwise`, and the failure is kept for all to see. @param {Slot} slot @param {import("./form.js").Entry} entry @param {import("./values.js").Value} otherwise */
  value(slot, entry, otherwise) {
    try {
      return entry.closure(scopeFor(this, slot.at, slot));
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      this.fail(slot, entry, error);
      return otherwise;
    }
  }

  /** Keeps what went wrong with a facet, until it is evaluated again. @param {Slot} slot @param {import("./form.js").Entry} entry @param {EvaluationError} error */
  fail(slot, entry, error) {
    slot.failed.set(entry.facet, error);
    this.stale.add(slot);
  }

  /** What was found out about a slot, that only its look and its problems depend on. @param {Slot} slot @param {"required" | "readonly" | "constraintHolds" | "warningHolds"} name @param {boolean} found */
  note(slot, name, found) {
    if (slot[name] === found) return;
    slot[name] = found;
    this.look(slot);
  }

  /** A computed value, made to fit the item's type as if it had been answered. What is no number is blank, and so is a round of a repeat, which has no value of its own. @param {Slot} slot @param {any} value */
  derive(slot, value) {
    const found = single(value);
    const one = Number.isNaN(found) || found instanceof Instance ? BLANK : found;
    this.#setValue(slot, slot.node.type === "calculate" ? one : fromJson(slot.node, toJson(fitting(slot.node, one)), this.zone));
  }

  /** @param {Slot} slot @param {boolean} shown by its own condition */
  show(slot, shown) {
    if (slot.shown === shown) return;
    slot.shown = shown;
    this.#refresh(slot);
  }

  /** @param {Slot} slot its relevance follows the condition of all that enclose it */
  #refresh(slot) {
    const relevant = this.#isRelevant(slot);
    if (slot.relevant === relevant) return;
    slot.relevant = relevant;
    this.change.structure = true;
    this.changed(slot);
    const { key, type } = slot.node;
    if (type === "repeat") {
      for (const at of slot.at.repeats.get(key) ?? []) this.refreshInside(at);
    } else {
      for (const node of this.form.children.get(key) ?? []) {
        const inner = slot.at.slots.get(node.key);
        if (inner) this.#refresh(inner);
      }
    }
  }

  /** @param {Instance} at */
  refreshInside(at) {
    for (const inner of at.slots.values()) if (inner.node.parent === at.repeat) this.#refresh(inner);
  }

  /** @param {Slot} slot */
  #isRelevant(slot) {
    if (!slot.shown || !slot.inMode || (slot.at.resting && slot.node.parent === slot.at.repeat)) return false;
    const { parent } = slot.node;
    if (!parent) return true;
    const outer = slot.at.slots.get(parent) ?? slot.at.parent?.slots.get(parent);
    return outer ? outer.relevant : true;
  }

  // --- reading -------------------------------------------------------------------------------------------

  /** The instances of a repeat that take part now. @param {Slot} slot @returns {Instance[]} */
  rounds(slot) {
    return (slot.at.repeats.get(slot.node.key) ?? []).filter((at) => !at.resting);
  }

  /** Visible slots in document order, containers too. @param {string} [parent] @param {Instance} [at] @returns {Generator<Slot>} */
  *visible(parent = "", at = this.root) {
    for (const node of childrenOf(this, parent, at)) {
      const slot = at.slots.get(node.key);
      if (!slot?.relevant) continue;
      yield slot;
      if (node.type === "repeat") for (const child of this.rounds(slot)) yield* this.visible(node.key, child);
      else if (node.type === "group" || node.type === "section") yield* this.visible(node.key, at);
    }
  }

  /** Every slot that exists, in document order. @param {string} [parent] @param {Instance} [at] @returns {Generator<Slot>} */
  *slots(parent = "", at = this.root) {
    for (const node of childrenOf(this, parent, at)) {
      const slot = at.slots.get(node.key);
      if (!slot) continue;
      yield slot;
      if (node.type === "repeat") for (const child of this.rounds(slot)) yield* this.slots(node.key, child);
      else if (node.type === "group" || node.type === "section") yield* this.slots(node.key, at);
    }
  }

  /** What keeps the interview from being finished, in document order. */
  problems() {
    return [...this.visible()].flatMap((slot) => slot.problems);
  }
}

const CLOCK = /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

/** Milliseconds of a day with its clock, in UTC unless it says otherwise; NaN where it is missing, cannot be read or stands in no century of ours. @param {string} text */
function clockOf(text) {
  const [, year, month, day, zone] = CLOCK.exec(text) ?? [];
  const isDay = year >= "1900" && year <= "2500" && new Date(Date.UTC(+year, +month - 1, +day)).getUTCDate() === +day;
  return isDay ? Date.parse(zone ? text : `${text}Z`) : NaN;
}

/** @param {import("./values.js").Value} a @param {import("./values.js").Value} b */
function sameValue(a, b) {
  if (a === b) return true;
  if (typeof a !== typeof b) return false;
  return typeof a === "object" && JSON.stringify(a) === JSON.stringify(b);
}
