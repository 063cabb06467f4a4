/** @file The engine of the device, measured: in Node and, the same file, in Chromium. */

import { fetchAllFamilies } from "../../static/js/interview/families.js";
import { Form } from "../../static/js/interview/form.js";
import { snapshot } from "../../static/js/interview/snapshot.js";
import { Interview } from "../../static/js/interview/state.js";

const RUNS = 5;
await fetchAllFamilies();
const SAMPLE = 400;

/** @param {() => unknown} act */
function once(act) {
  const started = performance.now();
  act();
  return performance.now() - started;
}

/** The first calls, before the compiler of the runtime has warmed up, are left out. @param {() => unknown} act @param {number} [per] */
function timed(act, per = 1) {
  for (let warm = 0; warm < 3; warm++) act();
  return Array.from({ length: RUNS }, () => once(act) / per);
}

export function calibration() {
  let total = 0;
  return Math.min(...timed(() => { for (let number = 0; number < 20_000_000; number++) total = (total + (number & 7)) | 0; return total; }));
}

function opened(form, opening) {
  const run = new Interview(form);
  for (const event of opening) run.apply(event);
  return run;
}

function applied(run, events) {
  for (const event of events) run.apply(event);
  return run;
}

/** Marks every facet of the form; the event settles them. */
function everything(run) {
  run.marks.inside("", run.root);
  for (const slot of run.slots()) run.stale.add(slot);
  run.apply({ seq: 0, kind: "page" });
}

/** @param {{ text: string, opening: any[], answering: any[] }} input */
export function loading({ text, opening }) {
  const pack = JSON.parse(text);
  return {
    "parse the package": timed(() => JSON.parse(text)),
    "first, parse and open an interview": [once(() => opened(new Form(JSON.parse(text)), opening))],
    "make a form of it and open an interview": timed(() => opened(new Form(pack), opening)),
  };
}

export function evaluating({ text, opening, answering }) {
  const run = applied(opened(new Form(JSON.parse(text)), opening), answering);
  return {
    "whole form": timed(() => everything(run)),
    "snapshot": timed(() => snapshot(run)),
  };
}

/** Answers from the middle of the form that were not given before. */
export function answeringNext({ text, opening, answering }) {
  const form = new Form(JSON.parse(text));
  const start = Math.max(0, Math.floor(answering.length / 2 - SAMPLE / 2));
  const sample = answering.slice(start, start + SAMPLE);
  const times = [];
  for (let round = 0; round < RUNS + 3; round++) {
    const run = applied(opened(form, opening), answering.slice(0, start));
    times.push(once(() => applied(run, sample)) / sample.length);
  }
  return times.slice(3);
}

export function toggling({ text, opening, answering, toggles }) {
  const run = applied(opened(new Form(JSON.parse(text)), opening), answering);
  return timed(() => applied(run, toggles), toggles.length);
}

/** Bytes on the heap of a form and of an interview with an answer to everything. Needs `--expose-gc`. */
export function holding({ text, opening, answering }) {
  const used = () => { globalThis.gc(); globalThis.gc(); return globalThis.process.memoryUsage().heapUsed; };
  const before = used();
  const form = new Form(JSON.parse(text));
  const withForm = used();
  const run = applied(opened(form, opening), answering);
  const withRun = used();
  return { form: withForm - before, interview: withRun - withForm, alive: run.opened };
}

export const ACTIONS = { answeringNext, calibration, evaluating, holding, loading, toggling };
