/** @file Runs the interview engine in Node: one JSON request on stdin, one JSON reply on stdout. */

import { readFileSync } from "node:fs";
import { snapshot, state } from "../../static/js/interview/snapshot.js";
import { Interview } from "../../static/js/interview/state.js";
import { toJson } from "../../static/js/interview/answers.js";
import { numberText } from "../../static/js/interview/values.js";

/** A number that JSON has no word for is spelled; whole numbers and fractions stay numbers. */
const plain = (value) => (typeof value === "number" && !Number.isFinite(value) ? numberText(value) : value);

/** The value of item `key` after the events, typed: [kind, JSON]. */
function evaluate({ form, events, key }) {
  const run = new Interview(form);
  for (const event of events) run.apply(event);
  const { value } = run.root.slots.get(key);
  if (typeof value === "boolean") return ["boolean", value];
  if (typeof value === "number") return ["number", plain(value)];
  return [value?.type ?? (Array.isArray(value) ? "list" : "string"), toJson(value) ?? ""];
}

/** Applies the events one by one and compares each step with a fresh replay: incremental must equal whole. */
function incremental({ form, events }) {
  const run = new Interview(form);
  return events.every((event, index) => {
    run.apply(event);
    return JSON.stringify(snapshot(run)) === JSON.stringify(state(form, events.slice(0, index + 1)));
  });
}

const ACTIONS = { evaluate, incremental, state: ({ form, events }) => state(form, events) };

function answer(request) {
  try {
    return { result: ACTIONS[request.action](request) };
  } catch (error) {
    return { error: String(error), stack: error.stack };
  }
}

const requests = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(requests.map(answer)));
