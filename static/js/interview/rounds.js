/** @file Rounds of a repeat come and go: by a person's act, or by a count. */

import { EvaluationError } from "./failure.js";
import { Instance, parsePath } from "./instance.js";
import { BLANK, toNumber } from "./values.js";

/** @typedef {import("./state.js").Interview} Interview @typedef {import("./instance.js").Slot} Slot */

/** A typing error in a count must not freeze a tablet. */
const MOST_INSTANCES = 1000;
/** Counts inside counts multiply; so many instances may come to be in one interview. */
const MOST_ROUNDS = 10_000;

/** @type {typeof import("./transitions.js").ACTS} */
export const acts = {
  add: (run, event) => {
    const { steps } = parsePath(event.path ?? "");
    const [repeat] = steps.pop() ?? [""];
    const parent = run.instance(steps);
    const instances = parent?.repeats.get(repeat);
    if (parent && instances && instances.length < MOST_INSTANCES) addInstances(run, parent, repeat, 1);
  },
  remove: (run, event) => {
    const at = run.instance(parsePath(event.path ?? "").steps);
    if (!at?.parent) return;
    const [rounds, before] = [at.parent.repeats.get(at.repeat) ?? [], at.position - 1];
    rounds.splice(before, 1);
    for (const moved of rounds.slice(before)) lookInside(run, moved); // what is wrong in them has another path
    restructured(run, at.parent, at.repeat);
  },
};

/** @type {typeof import("./transitions.js").FACETS} */
export const facets = {
  repeat_count: (run, slot, entry) => {
    const wanted = Math.trunc(toNumber(run.value(slot, entry, BLANK)));
    const made = resize(run, slot, wanted);
    if (Number.isFinite(wanted) && wanted > made) run.fail(slot, entry, new EvaluationError("EVALUATION_ROUNDS", { wanted, made }));
  },
};

/** All at once: marking the readers anew for each of hundreds would take the square of the time. @param {Interview} run @param {Instance} parent @param {string} repeat @param {number} count */
function addInstances(run, parent, repeat, count) {
  const free = Math.min(count, MOST_ROUNDS - run.roundsMade);
  run.roundsMade += free;
  for (let added = 0; added < free; added++) {
    const at = new Instance(repeat, parent, run.form);
    parent.repeats.get(repeat)?.push(at);
    for (const slot of at.slots.values()) run.prepare(slot);
  }
  restructured(run, parent, repeat);
}

/** Positions and node-sets of the repeat moved: whoever reads it, or anything inside, looks again. @param {Interview} run @param {Instance} parent @param {string} repeat */
function restructured(run, parent, repeat) {
  run.change.structure = true;
  const slot = parent.slots.get(repeat);
  if (slot) run.changed(slot);
  for (const at of parent.repeats.get(repeat) ?? []) run.marks.inside(repeat, at);
  for (const node of run.form.inRepeat.get(repeat) ?? []) run.marks.untriggeredReadersOf(node.key, parent);
}

/** @param {Interview} run @param {Instance} at */
function lookInside(run, at) {
  for (const slot of at.slots.values()) run.look(slot);
  for (const rounds of at.repeats.values()) for (const child of rounds) lookInside(run, child);
}

/** A count that shrinks puts instances to rest: their answers come back with the count. @param {Interview} run @param {Slot} slot a repeat @param {number} count */
function resize(run, slot, count) {
  const { key } = slot.node;
  const wanted = Number.isFinite(count) ? Math.max(0, Math.min(MOST_INSTANCES, Math.trunc(count))) : 0;
  const instances = slot.at.repeats.get(key) ?? [];
  if (instances.length < wanted) addInstances(run, slot.at, key, wanted - instances.length);
  const moved = instances.filter((at, index) => at.resting !== index >= wanted);
  for (const at of moved) {
    at.resting = !at.resting;
    run.refreshInside(at);
  }
  if (moved.length) restructured(run, slot.at, key);
  return instances.length;
}
