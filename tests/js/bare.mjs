/** @file Evaluates a tree without a form: `${x}` reads an answer, lists of objects are repeats. */

import { compile, scopeFor } from "../../static/js/interview/evaluate.js";
import { ParkMiller, hash32 } from "../../static/js/interview/prng.js";
import { datetimeAt } from "../../static/js/interview/moments.js";
import { BLANK, NodeSet, isMoment } from "../../static/js/interview/values.js";
import { toJson } from "../../static/js/interview/answers.js";

const isRepeat = (answer) => Array.isArray(answer) && answer.some((one) => one && typeof one === "object");

function valueOf(answer) {
  if (answer === null || answer === undefined) return BLANK;
  if (Array.isArray(answer)) return answer.map(String);
  return typeof answer === "object" && "missing" in answer ? BLANK : answer;
}

/** Repeat keys by the key that stands in them; an interview made of plain answers. */
function world(answers, tables, zone, nowMs) {
  const chains = new Map();
  const nodes = new Map();
  const instance = (given, parent, repeat, chain) => {
    const at = {
      parent, repeat, slots: new Map(), repeats: new Map(),
      get position() { return parent.repeats.get(repeat).indexOf(this) + 1; },
    };
    for (const [key, answer] of Object.entries(given)) {
      chains.set(key, chain);
      nodes.set(key, { type: isRepeat(answer) ? "repeat" : "text" });
      at.slots.set(key, { relevant: true, value: isRepeat(answer) ? BLANK : valueOf(answer) });
      if (!isRepeat(answer)) continue;
      const blank = Object.fromEntries(answer.flatMap(Object.keys).map((name) => [name, null]));
      at.repeats.set(key, answer.map((one) => instance({ ...blank, ...one }, at, key, [...chain, key])));
    }
    return at;
  };
  const root = instance(answers, null, "", []);
  const rowsOf = (list) => tables?.[list] ?? tables?.[`${list}.csv`] ?? [];
  const childKey = (_, names) => names.at(-1);
  const form = { chainOf: (key) => chains.get(key) ?? [], nodes, rowsOf, childKey };
  const seedOf = () => hash32("0:");
  return {
    root, form, zone, seedOf,
    now: () => datetimeAt(nowMs, zone),
    exists: () => true,
    valueOfSlot: (slot) => slot?.value ?? BLANK,
    choiceLabel: (_, code) => code,
    random(scope) {
      const random = new ParkMiller(seedOf());
      let drawn = random.next();
      for (let skip = 0; skip < scope.budget.draws; skip++) drawn = random.next();
      scope.budget.draws++;
      return drawn;
    },
  };
}

function typeName(value) {
  if (Array.isArray(value)) return "list";
  return isMoment(value) ? value.type : typeof value;
}

const jsonOf = (value) => (value === BLANK ? "" : toJson(value));

/** @returns {{type: string, value: any} | {error: string}} */
export function bare({ tree, answers, tables, zone, now }) {
  try {
    const run = world(answers ?? {}, tables, zone, Date.parse(now));
    const closure = compile(tree, { chain: [], node: null, form: run.form });
    const found = closure(scopeFor(run, run.root, run.root.slots.get(".")));
    const value = found instanceof NodeSet && found.length < 2 ? found[0] ?? BLANK : found;
    return { type: typeName(value), value: Array.isArray(value) ? value.map(jsonOf) : jsonOf(value) };
  } catch (error) {
    if (error.code) return { error: error.code };
    throw error;
  }
}
