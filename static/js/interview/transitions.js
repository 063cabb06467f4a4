/** @file What each event and each computed facet does to an interview. */

import { parsePath } from "./instance.js";
import { toBoolean, toNumber } from "./values.js";

/** @typedef {import("./state.js").Interview} Interview @typedef {import("./state.js").Event} Event @typedef {import("./instance.js").Slot} Slot */

/** @type {Record<string, (run: Interview, slot: Slot, value: () => any, closure: import("./evaluate.js").Closure) => void>} */
export const FACETS = {
  relevant: (run, slot, value) => run.show(slot, toBoolean(value())),
  required: (_, slot, value) => { slot.required = toBoolean(value()); },
  readonly: (_, slot, value) => { slot.readonly = toBoolean(value()); },
  constraint: (_, slot, value) => { slot.constraintHolds = toBoolean(value()); },
  warning: (_, slot, value) => { slot.warningHolds = toBoolean(value()); },
  calculation: (run, slot, value) => run.derive(slot, value()),
  default: (run, slot, value) => {
    if (slot.defaulted || slot.answer !== undefined) return;
    slot.defaulted = true;
    run.derive(slot, value());
  },
  choice_filter: (run, slot, _, closure) => run.offer(slot, closure),
  repeat_count: (run, slot, value) => run.resize(slot, toNumber(value())),
};

/** @type {Record<string, (run: Interview, event: Event) => void>} */
export const ACTS = {
  answer: (run, event) => {
    const slot = run.slot(event.path ?? "");
    if (!slot) return;
    const missing = event.value && typeof event.value === "object" ? event.value.missing : undefined;
    if (missing) run.put(slot, null, String(missing));
    else run.put(slot, event.value ?? null);
    slot.asked = "";
  },
  missing: (run, event) => {
    const slot = run.slot(event.path ?? "");
    if (slot) run.put(slot, null, String(event.value ?? ""));
  },
  confirm: (run, event) => touch(run, event, (slot) => { slot.confirmed = String(event.value?.reason ?? "") || " "; }),
  comment: (run, event) => touch(run, event, (slot) => { slot.comment = String(event.value ?? ""); }),
  asked: (run, event) => {
    run.finished = false;
    touch(run, event, (slot) => { slot.asked = String(event.value?.question ?? ""); });
  },
  add: (run, event) => {
    const { steps } = parsePath(event.path ?? "");
    const repeat = steps.pop();
    const parent = run.instance(steps);
    if (repeat && parent?.repeats.has(repeat[0])) run.addInstance(parent, repeat[0]);
  },
  remove: (run, event) => {
    const at = run.instance(parsePath(event.path ?? "").steps);
    if (at) run.removeInstance(at);
  },
  language: (run, event) => {
    run.language = String(event.value);
    run.change.language = true;
  },
  frozen: (run, event) => { run.nowMs = Date.parse(event.value?.now ?? "") || run.nowMs; },
  finish: (run) => { run.finished = true; },
};

/** @param {Interview} run @param {Event} event @param {(slot: Slot) => void} change */
function touch(run, event, change) {
  const slot = run.slot(event.path ?? "");
  if (!slot) return;
  change(slot);
  run.change.touched.add(slot);
  run.stale.add(slot);
}
