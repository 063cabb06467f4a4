/** @file What each event and each computed facet does to an interview. */

import { singleText } from "./answers.js";
import { endingOf, isObject, said } from "./ending.js";
import { isRule } from "./types.js";
import { BLANK, toBoolean } from "./values.js";

/** @typedef {import("./state.js").Interview} Interview @typedef {import("./state.js").Event} Event @typedef {import("./instance.js").Slot} Slot */
/** @typedef {import("./values.js").Value} Value */

/**
 * What follows from a facet; families.js adds those of repeats and choice filters. It gets its value by `run.value(slot, entry, otherwise)`: where the expression fails, the last counts.
 * @type {Record<string, (run: Interview, slot: Slot, entry: import("./form.js").Entry) => void>}
 */
export const FACETS = {
  // A condition that fails hides nothing: it is better asked once too often.
  relevant: (run, slot, entry) => run.show(slot, toBoolean(run.value(slot, entry, true))),
  required: (run, slot, entry) => run.note(slot, "required", toBoolean(run.value(slot, entry, false))),
  readonly: (run, slot, entry) => run.note(slot, "readonly", toBoolean(run.value(slot, entry, false))),
  // Of an answer; a rule has none. A doubt that came up again after it was gone is confirmed again.
  constraint: (run, slot, entry) => {
    const holds = (slot.value === BLANK && !isRule(slot.node)) || toBoolean(run.value(slot, entry, true));
    run.note(slot, "constraintHolds", holds);
    if (holds && isRule(slot.node)) slot.confirmed = "";
  },
  warning: (run, slot, entry) => run.note(slot, "warningHolds", slot.value === BLANK || toBoolean(run.value(slot, entry, true))),
  calculation: (run, slot, entry) => run.derive(slot, run.value(slot, entry, BLANK)),
  // Once, when the instance comes to be; what a person answered before is not overwritten.
  default: (run, slot, entry) => {
    if (slot.defaulted || slot.answer !== undefined) return;
    slot.defaulted = true;
    run.derive(slot, run.value(slot, entry, BLANK));
  },
};

/** @param {any} value @param {string} name */
const member = (value, name) => singleText(isObject(value) ? value[name] : value);

/** The code of `{missing: "refused"}`; "" for any other answer. @param {any} answer */
const missingCode = (answer) => (isObject(answer) && typeof answer.missing === "string" ? answer.missing : "");

/** What an event does; families.js adds those of repeats. @type {Record<string, (run: Interview, event: Event) => void>} */
export const ACTS = {
  answer: (run, event) => touch(run, event, (slot) => {
    const code = missingCode(event.value);
    run.put(slot, code ? null : said(slot.node, event.value ?? null), code);
    slot.asked = "";
  }),
  missing: (run, event) => touch(run, event, (slot) => {
    run.put(slot, null, singleText(event.value));
    slot.asked = "";
  }),
  confirm: (run, event) => touch(run, event, (slot) => { slot.confirmed = member(event.value, "reason") || " "; }),
  comment: (run, event) => touch(run, event, (slot) => { slot.comment = singleText(event.value); }),
  // What was promised stays as it was said.
  closed: (run, event) => touch(run, event, (slot) => {
    const { answer, confirmed } = slot;
    const ending = endingOf(event.value);
    if (!ending || slot.node.type !== "promise" || !isObject(answer)) return;
    run.put(slot, { ...said(slot.node, answer), ...ending });
    slot.confirmed = confirmed;
  }),
  asked: (run, event) => {
    run.finished = false;
    touch(run, event, (slot) => { slot.asked = member(event.value, "question"); });
  },
  language: (run, event) => run.speak(singleText(event.value)),
  frozen: (run, event) => run.freeze(member(event.value, "now")),
  // A newer version of the form: what does not fit there is taken back; the rest was read with it all along.
  migrate: (run, event) => {
    const orphaned = Array.isArray(event.value?.orphaned) ? event.value.orphaned : [];
    for (const path of orphaned) touch(run, { ...event, path: singleText(path) }, (slot) => run.put(slot, null));
  },
  finish: (run) => {
    run.finished = true;
    run.fill("end");
  },
};

/** @param {Interview} run @param {Event} event @param {(slot: Slot) => void} change */
function touch(run, event, change) {
  const slot = run.slot(event.path ?? "");
  if (!slot) return;
  change(slot);
  run.look(slot);
}
