/** @file Functions over several values and over the rounds of a repeat. */

import { BLANK, NodeSet, asInt, isBlank, members, toNumber } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./evaluate.js").Scope} Scope @typedef {import("./evaluate.js").Closure} Closure */

/** Blanks and texts that are no numbers do not count. @param {Value[]} args */
const numbers = (args) => args.flatMap(members).filter((value) => !isBlank(value)).map(toNumber).filter((number) => !Number.isNaN(number));

/** @type {Record<string, (args: Value[], scope: Scope) => Value>} */
export const functions = {
  min: (args) => (numbers(args).length ? Math.min(...numbers(args)) : NaN),
  max: (args) => (numbers(args).length ? Math.max(...numbers(args)) : NaN),
  sum: (args) => numbers(args).reduce((total, number) => total + number, 0),
  count: ([value]) => (value instanceof NodeSet ? value.length : isBlank(value) ? 0 : 1),
  "count-non-empty": ([value]) => [...members(value)].filter((one) => !isBlank(one)).length,
};

/** @type {typeof import("./functions.js").SPECIAL} */
export const special = {
  /** position(..) is an instance's; position() inside a predicate is the row's. */
  position: ([tree], place, compile) => {
    if (tree && tree[0] === "item") return compile(["repeat", tree[1]], place);
    if (tree && tree[0] === "repeat") return compile(tree, place);
    return (scope) => scope.index || (scope.at.parent ? scope.at.position : 1);
  },
  "indexed-repeat": indexedRepeat,
};

/** @type {typeof import("./evaluate.js").BUILDERS} */
export const builders = {
  repeat: ([, key]) => (scope) => ownInstance(scope.at, key)?.position ?? 1,
};

/** indexed-repeat(item, repeat, index, ...): the item in the named instances, counted from 1. @param {any[]} args @param {any} place @param {(tree: any, place: any) => Closure} compile @returns {Closure} */
function indexedRepeat([item, ...pairs], place, compile) {
  const key = item[1];
  /** @type {Map<string, Closure>} */
  const wanted = new Map();
  for (let index = 0; index + 1 < pairs.length; index += 2) wanted.set(pairs[index][1], compile(pairs[index + 1], place));
  const chain = place.form.chainOf(key);
  return (scope) => {
    let at = scope.run.root;
    for (const repeat of chain) {
      const instances = (at.repeats.get(repeat) ?? []).filter((/** @type {any} */ one) => scope.run.exists(one));
      const index = wanted.get(repeat);
      const own = ownInstance(scope.at, repeat);
      at = index ? instances[Math.max(1, asInt(index(scope))) - 1] : own ?? instances[0];
      if (!at) return BLANK;
    }
    const slot = at.slots.get(key);
    return slot ? scope.run.valueOfSlot(slot) : BLANK;
  };
}

/** @param {any} at @param {string} repeat */
function ownInstance(at, repeat) {
  for (let up = at; up; up = up.parent) if (up.repeat === repeat) return up;
  return null;
}
