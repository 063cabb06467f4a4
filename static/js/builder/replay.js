/** @file What comes out of a test case now: its answers are given in the order of the questionnaire. Pure. */

import { fetchAllFamilies } from "../interview/families.js";
import { snapshot } from "../interview/snapshot.js";
import { Interview } from "../interview/state.js";

/** @typedef {import("../interview/instance.js").Instance} Instance */

await fetchAllFamilies(); // a draft may come to name any of them

/** @param {any} form a form package @param {any} example @returns {{ path: string[], hidden: string[], problems: string[] }} */
export function outcomeOf(form, { answers, at, mode = "" }) {
  const run = new Interview(form);
  const moment = at ?? new Date(0).toISOString();
  let seq = 0;
  const act = (/** @type {string} */ kind, /** @type {string} */ path, /** @type {any} */ value = null) => run.apply({ seq: ++seq, kind, path, value, at: moment });
  /** @param {string} parent @param {any} given @param {Instance} place */
  const play = (parent, given, place) => {
    for (const node of run.form.children.get(parent) ?? []) {
      const slot = place.slots.get(node.key);
      const answer = given?.[node.key] ?? given?.[node.name];
      if (!slot) continue;
      if (node.type === "repeat") rounds(node, slot.path, answer ?? [], place);
      else if (run.form.children.has(node.key)) play(node.key, given, place);
      else if (answer?.missing) act("missing", slot.path, answer.missing);
      else if (answer !== undefined && answer !== null) act("answer", slot.path, answer);
    }
  };
  /** @param {any} node @param {string} path @param {any[]} given @param {Instance} place */
  const rounds = (node, path, given, place) => {
    const there = () => place.repeats.get(node.key) ?? [];
    while (!node.repeat_count && there().length < given.length) act("add", `${path}[${there().length + 1}]`);
    given.slice(0, there().length).forEach((one, index) => play(node.key, one, there()[index]));
  };
  act("open", "", { seed: 0, zone: "Europe/Berlin", language: form.default_language, mode });
  play("", answers, run.root);
  act("finish", "");
  const { path, hidden, problems } = snapshot(run);
  return { path, hidden, problems: [...new Set(problems.map((problem) => problem.path))] };
}
