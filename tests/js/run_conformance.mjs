/** @file Runs the interview engine in Node: one JSON request on stdin, one JSON reply on stdout. */

import { readFileSync } from "node:fs";
import { snapshot, state } from "../../static/js/interview/snapshot.js";
import { Interview } from "../../static/js/interview/state.js";
import { textOf } from "../../static/js/interview/labels.js";
import { behindMoves, merge } from "../../static/js/sync/merge.js";
import { bare } from "./bare.mjs";

/** Applies the events one by one and compares each step with a fresh replay: incremental must equal whole. */
function incremental({ form, events }) {
  const run = new Interview(form);
  return events.every((event, index) => {
    run.apply(event);
    return JSON.stringify(snapshot(run)) === JSON.stringify(state(form, events.slice(0, index + 1)));
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

const ACTIONS = { bare, incremental, labels, merge: ({ server, own }) => merge(server, behindMoves(server, own)), state: ({ form, events }) => state(form, events) };

function answer(request) {
  try {
    return { result: ACTIONS[request.action](request) };
  } catch (error) {
    return { error: String(error), stack: error.stack };
  }
}

const requests = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(requests.map(answer)));
