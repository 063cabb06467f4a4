/** @file The tree of repeat instances and the slots that stand in them. */

import { BLANK } from "./values.js";

/** @typedef {import("./form.js").Form} Form @typedef {import("./form.js").Node} Node */

/** One item (or group, section, repeat) in one instance. */
export class Slot {
  /** @param {Node} node @param {Instance} at */
  constructor(node, at) {
    this.node = node;
    this.at = at;
    /** @type {any} the answer as the journal has it; null when cleared; undefined when never given */
    this.answer = undefined;
    this.missing = "";
    /** @type {import("./values.js").Value} */
    this.value = BLANK;
    /** its own condition; `relevant` is that of everything around it too */
    this.shown = true;
    this.inMode = true;
    this.relevant = true;
    this.required = false;
    this.readonly = false;
    /** @type {string[] | null} */
    this.choices = null;
    this.constraintHolds = true;
    this.warningHolds = true;
    this.confirmed = "";
    this.comment = "";
    this.asked = "";
    this.defaulted = false;
    /** @type {Map<string, import("./failure.js").EvaluationError>} facets that have no value */
    this.failed = new Map();
    /** @type {import("./validate.js").AnswerProblem[]} */
    this.problems = [];
  }

  get path() {
    const prefix = this.at.path;
    return prefix ? `${prefix}/${this.node.key}` : this.node.key;
  }
}

/** One round of a repeat; the root is the whole interview. */
export class Instance {
  /** @param {string} repeat @param {Instance | null} parent @param {Form} form */
  constructor(repeat, parent, form) {
    this.repeat = repeat;
    this.parent = parent;
    /** beyond the repeat's count: kept, but no part of the interview */
    this.resting = false;
    /** @type {Map<string, Slot>} */
    this.slots = new Map();
    /** @type {Map<string, Instance[]>} */
    this.repeats = new Map();
    for (const node of form.inRepeat.get(repeat) ?? []) {
      this.slots.set(node.key, new Slot(node, this));
      if (node.type === "repeat") this.repeats.set(node.key, []);
    }
  }

  /** From 1, among its siblings. */
  get position() {
    return this.parent ? (this.parent.repeats.get(this.repeat) ?? []).indexOf(this) + 1 : 1;
  }

  /** @type {string} */
  get path() {
    if (!this.parent) return "";
    const prefix = this.parent.path;
    return `${prefix ? `${prefix}/` : ""}${this.repeat}[${this.position}]`;
  }

  /** The way from the root down to here. @returns {Instance[]} */
  get line() {
    return this.parent ? [...this.parent.line, this] : [this];
  }
}

/** `outer[1]/inner[2]/item` -> steps into instances and the key that remains. @param {string} path */
export function parsePath(path) {
  /** @type {[string, number][]} */
  const steps = [];
  let rest = path;
  for (let found; (found = /^(.+?)\[(\d+)\](?:\/|$)/.exec(rest)); rest = rest.slice(found[0].length)) {
    steps.push([found[1], Number(found[2])]);
  }
  return { steps, key: rest };
}

/** All instances of a chain of repeats below `from`. @param {Instance} from @param {string[]} chain @returns {Instance[]} */
export function below(from, chain) {
  let level = [from];
  for (const repeat of chain) level = level.flatMap((at) => at.repeats.get(repeat) ?? []);
  return level;
}
