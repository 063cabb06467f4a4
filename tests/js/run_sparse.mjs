/** @file Replays journals in engines that have only those families which the form asks for: one engine for each set of families. */

import { once } from "node:events";
import { Worker, isMainThread, parentPort } from "node:worker_threads";
import { FAMILIES, fetchFamilies, isWanted, saidBy } from "../../static/js/interview/families.js";
import { textOf } from "../../static/js/interview/labels.js";
import { snapshot } from "../../static/js/interview/snapshot.js";
import { Interview } from "../../static/js/interview/state.js";
import { serve } from "./lines.mjs";

/** @type {Map<string, Worker>} */
const engines = new Map();

/** @param {any} form */
function engineFor(form) {
  const said = saidBy(form);
  const key = FAMILIES.map((row) => Number(isWanted(row, said))).join("");
  if (!engines.has(key)) engines.set(key, new Worker(new URL(import.meta.url)));
  return /** @type {Worker} */ (engines.get(key));
}

/** @param {any} form @param {any[]} events */
function seen(form, events) {
  const run = new Interview(form);
  for (const event of events) {
    run.apply(event);
    for (const slot of run.visible()) textOf(run, slot, "label");
  }
  return snapshot(run);
}

if (isMainThread) {
  await serve(async (request) => {
    const engine = engineFor(request.form);
    engine.postMessage(request);
    const [result] = await once(engine, "message");
    return { result };
  });
  await Promise.all([...engines.values()].map((engine) => engine.terminate()));
} else {
  parentPort?.on("message", async ({ form, events }) => {
    await fetchFamilies(saidBy(form));
    parentPort?.postMessage(seen(form, events));
  });
}
