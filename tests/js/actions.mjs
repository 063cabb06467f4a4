/** @file What the tests ask of the interview engine, in Node and in a browser: one reply per request. */

import { fetchAllFamilies } from "../../static/js/interview/families.js";
import { snapshot, state } from "../../static/js/interview/snapshot.js";
import { Interview } from "../../static/js/interview/state.js";
import { textOf } from "../../static/js/interview/labels.js";
import { KINDS, isContainer, isQuestion, isSelect } from "../../static/js/interview/types.js";
import { WIDGETS } from "../../static/js/player/widgets/registry.js";
import { behindMoves, filesAnswered, merge } from "../../static/js/sync/merge.js";
import { bare } from "./bare.mjs";

await fetchAllFamilies();

/** Applies the events one by one and compares each step with a fresh replay: incremental must equal whole. */
function incremental({ form, events }) {
  const run = new Interview(form);
  return events.every((event, index) => {
    run.apply(event);
    return JSON.stringify(snapshot(run)) === JSON.stringify(state(form, events.slice(0, index + 1)));
  });
}

/** How many facets each event evaluates. */
function evaluations({ form, events }) {
  const run = new Interview(form);
  const drain = run.marks.drain.bind(run.marks);
  let count = 0;
  run.marks.drain = (evaluate) => drain((index, at) => { count++; evaluate(index, at); });
  return events.map((event) => {
    count = 0;
    run.apply(event);
    return count;
  });
}

/** Item texts: path -> language -> text. */
function labels({ form, events, wanted }) {
  const run = new Interview(form);
  for (const event of events) run.apply(event);
  return Object.fromEntries(Object.entries(wanted).map(([path, texts]) => [path, Object.fromEntries(Object.keys(texts).map((language) => {
    run.language = language;
    return [language, textOf(run, run.slot(path), "label")];
  }))]));
}

/** What is seen after every event, with the label of every item. */
function stepwise({ form, events }) {
  const run = new Interview(form);
  return events.map((event) => {
    run.apply(event);
    const seen = snapshot(run);
    const texts = Object.fromEntries(Object.keys(seen.items).map((path) => [path, textOf(run, run.slot(path), "label")]));
    return { ...structuredClone(seen), labels: texts };
  });
}

/** What the device knows of each item type. */
function types({ names }) {
  return Object.fromEntries(names.map((type) => [type, {
    value: KINDS[type] ?? "", container: isContainer({ type }), select: isSelect({ type }), question: isQuestion({ type }), widget: WIDGETS.some((row) => row.types.split(" ").includes(type)),
  }]));
}

const ACTIONS = { bare, evaluations, incremental, labels, stepwise, merge: ({ server, own }) => merge(server, behindMoves(server, own)), files: ({ events }) => [...filesAnswered(events)], state: ({ form, events }) => state(form, events), types };

/** @param {any} request @returns {{result: any} | {error: string, stack: string}} */
export function answer(request) {
  try {
    return { result: ACTIONS[request.action](request) };
  } catch (error) {
    return { error: String(error), stack: error.stack };
  }
}
