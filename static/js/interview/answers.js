/** @file Answers as JSON to values of the language, and back. */

import { kindOf } from "./types.js";
import { BLANK, MOMENTS, isBlank, isMoment, isOfTime, numberText, toNumber, toText, words } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./form.js").Node} Node */

/** @param {any} json */
const isNothing = (json) => json === null || json === undefined || json === ""
  || (typeof json === "object" && Object.keys(json).length === 0);
/** A single answer as text; what is no single answer has none. @param {any} json */
export const singleText = (json) => (Array.isArray(json) ? "" : toText(json));

/** An answer as the engine computes with it. What does not fit stays as it is, so that it is refused. @param {Node} node @param {any} json @param {string} zone @returns {Value} */
export function fromJson(node, json, zone) {
  if (isNothing(json)) return BLANK;
  const kind = kindOf(node);
  if (Array.isArray(json)) return json.map(singleText).filter(Boolean);
  if (typeof json === "object") return json;
  if (kind === "codes") return words(singleText(json));
  if (kind === "number" || kind === "seconds") return readNumber(typeof json === "boolean" ? Number(json) : json);
  if (kind === "any") return json;
  const written = singleText(json);
  return isOfTime(kind) ? MOMENTS.read(kind, written, zone) ?? written : written;
}

/** @param {number | string} json */
function readNumber(json) {
  if (typeof json === "number") return json;
  const number = toNumber(json);
  return Number.isFinite(number) ? number : json;
}

/** A computed value as the item stores it: of an instant its day, or its clock. @param {Node} node @param {Value} value @returns {Value} */
export const fitting = (node, value) => (isMoment(value) ? MOMENTS.fitting(kindOf(node), value) : value);

/** A value as answers carry it; null where it is blank. @param {Value} value @returns {any} */
export function toJson(value) {
  if (isBlank(value)) return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (isMoment(value)) return MOMENTS.json(value);
  return typeof value === "number" && !Number.isFinite(value) ? numberText(value) : value;
}
