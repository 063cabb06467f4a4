/** @file What each item type stores: the device's copy of the registry mystery/questionnaire/types.py. */

import { words } from "./values.js";

/** Kind of value: the types that are asked on a page, and those that the device or a computation fills in. @type {Record<string, [asked: string, filled?: string]>} */
const TYPES = {
  text: ["text barcode", "hidden deviceid username phonenumber email subscriberid simserial"],
  number: ["integer decimal range"],
  date: ["date", "today"],
  time: ["time"],
  datetime: ["datetime", "start end"],
  code: ["select_one acknowledge"],
  codes: ["select_multiple rank"],
  media: ["image audio video file signature", "audit background-audio"],
  place: ["geopoint geotrace geoshape", "start-geopoint background-geopoint"],
  seconds: ["timer"],
  promise: ["promise"],
  any: ["", "calculate"],
};

/** @type {Record<string, string>} type -> kind of its value */
export const KINDS = {};
for (const [kind, lists] of Object.entries(TYPES)) for (const type of lists.flatMap(words)) KINDS[type] = kind;

/** @typedef {import("./form.js").Node} Node */

/** @param {string[]} types */
function oneOf(types) {
  const all = new Set(types);
  return (/** @type {Node} */ node) => all.has(node.type);
}

export const kindOf = (/** @type {Node} */ node) => KINDS[node.type] ?? "";
export const isContainer = oneOf(["section", "group", "repeat"]);
/** A rule over the whole interview: a condition and no question. */
export const isRule = oneOf(["rule"]);
export const isSelect = oneOf(["select_one", "select_multiple", "rank"]);
/** Whether it stands on a page: a note, or something a person answers. */
export const isQuestion = oneOf(["note", ...Object.values(TYPES).flatMap(([asked]) => words(asked))]);
