/** @file What each item type stores: the device's copy of the registry mystery/questionnaire/types.py. */

/** @type {Record<string, string>} type -> kind of its value */
export const KINDS = {
  text: "text", barcode: "text", hidden: "text",
  integer: "number", decimal: "number", range: "number",
  date: "date", today: "date", time: "time", datetime: "datetime", start: "datetime", end: "datetime",
  select_one: "code", acknowledge: "code", select_multiple: "codes", rank: "codes",
  image: "media", audio: "media", video: "media", file: "media", signature: "media", audit: "media",
  geopoint: "place", geotrace: "place", geoshape: "place",
  timer: "seconds", promise: "promise", calculate: "any",
  deviceid: "text", username: "text", phonenumber: "text", email: "text", subscriberid: "text", simserial: "text",
  "background-audio": "media", "start-geopoint": "place", "background-geopoint": "place",
};
const CONTAINERS = new Set(["section", "group", "repeat"]);
const SELECTS = new Set(["select_one", "select_multiple", "rank"]);
/** Filled by the device or computed: a value, but no question on a page. */
const UNSEEN = new Set([
  "calculate", "hidden", "start", "end", "today", "deviceid", "username", "phonenumber", "email", "subscriberid", "simserial",
  "audit", "background-audio", "start-geopoint", "background-geopoint",
]);

/** @typedef {import("./form.js").Node} Node */

export const kindOf = (/** @type {Node} */ node) => KINDS[node.type] ?? "";
export const isContainer = (/** @type {Node} */ node) => CONTAINERS.has(node.type);
/** A rule over the whole interview: a condition and no question. */
export const isRule = (/** @type {Node} */ node) => node.type === "rule";
export const isSelect = (/** @type {Node} */ node) => SELECTS.has(node.type);
/** Whether it stands on a page: a note, or something a person answers. */
export const isQuestion = (/** @type {Node} */ node) => node.type === "note" || (node.type in KINDS && !UNSEEN.has(node.type));
