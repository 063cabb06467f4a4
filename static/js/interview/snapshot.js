/** @file A moment of an interview as JSON: the same that Python's `state` gives. */

import { toJson } from "./answers.js";
import { Interview } from "./state.js";
import { isContainer, isQuestion } from "./types.js";

/** @typedef {import("./instance.js").Slot} Slot @typedef {import("./instance.js").Instance} Instance */

/** @param {any} pack @param {import("./state.js").Event[]} events in order of `seq` */
export function state(pack, events) {
  const run = new Interview(pack);
  for (const event of events) run.apply(event);
  return snapshot(run);
}

/** @param {Interview} run */
export function snapshot(run) {
  const slots = [...run.slots()].filter((slot) => !isContainer(slot.node));
  const questions = slots.filter((slot) => isQuestion(slot.node));
  return {
    path: questions.filter((slot) => slot.relevant).map((slot) => slot.path),
    hidden: questions.filter((slot) => !slot.relevant).map((slot) => slot.path),
    answers: answersOf(run, run.root),
    items: Object.fromEntries(slots.map((slot) => [slot.path, itemState(slot)])),
    problems: run.problems(),
    finished: run.finished,
  };
}

/** @param {Slot} slot */
function itemState(slot) {
  return {
    path: slot.path,
    key: slot.node.key,
    relevant: slot.relevant,
    required: slot.required,
    readonly: slot.readonly,
    value: slot.relevant ? toJson(slot.value) : null,
    missing: slot.missing,
    choices: slot.choices,
    problems: slot.problems,
  };
}

/** Relevant, not blank, nested by repeats. @param {Interview} run @param {Instance} at @returns {Record<string, any>} */
export function answersOf(run, at) {
  /** @type {Record<string, any>} */
  const answers = {};
  for (const slot of at.slots.values()) {
    const { key, type } = slot.node;
    if (!slot.relevant) continue;
    if (type === "repeat") {
      const rounds = run.rounds(slot).map((child) => answersOf(run, child));
      if (rounds.length) answers[key] = rounds;
    } else if (!isContainer(slot.node)) {
      const value = slot.missing ? { missing: slot.missing } : toJson(slot.value);
      if (value !== null) answers[key] = value;
    }
  }
  return answers;
}
