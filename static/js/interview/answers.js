/** @file Answers as JSON to values of the language, and back. */

import { kindOf } from "./types.js";
import { BLANK, DAY_MS, dayOf, isBlank, isMoment, localMs, momentJson, numberText, parseDate, parseDateTime, parseTime, toNumber } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./form.js").Node} Node */

/** @param {any} json */
const isNothing = (json) => json === null || json === undefined || json === ""
  || (typeof json === "object" && Object.keys(json).length === 0);
const text = (/** @type {any} */ json) => (typeof json === "number" ? numberText(json) : String(json));

/** An answer as the engine computes with it. What does not fit stays as it is, so that it is refused. @param {Node} node @param {any} json @param {string} zone @returns {Value} */
export function fromJson(node, json, zone) {
  if (isNothing(json)) return BLANK;
  const kind = kindOf(node);
  if (Array.isArray(json)) return json.map(text);
  if (kind === "codes" && typeof json !== "object") return text(json).split(/\s+/).filter(Boolean);
  if (typeof json === "object") return json;
  if (kind === "number" || kind === "seconds") return readNumber(typeof json === "boolean" ? Number(json) : json);
  if (kind === "any") return json;
  return readMoment(kind, text(json), zone);
}

/** @param {number | string} json */
function readNumber(json) {
  if (typeof json === "number") return json;
  const number = toNumber(json);
  return Number.isFinite(number) ? number : json;
}

/** @param {string} kind @param {string} written @param {string} zone @returns {Value} */
function readMoment(kind, written, zone) {
  const found = kind === "date" ? parseDate(written) : kind === "datetime" ? parseDateTime(written, zone)
    : kind === "time" ? parseTime(written) : null;
  return found ?? written;
}

/** A computed moment as the item stores it: its day, or its clock. @param {Node} node @param {Value} value @returns {Value} */
export function fitting(node, value) {
  if (!isMoment(value) || value.type !== "datetime") return value;
  const kind = kindOf(node);
  if (kind === "date") return dayOf(value);
  return kind === "time" ? { type: "time", ms: localMs(value) - dayOf(value).days * DAY_MS } : value;
}

/** A value as answers carry it; null where it is blank. @param {Value} value @returns {any} */
export function toJson(value) {
  if (isBlank(value)) return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (isMoment(value)) return momentJson(value);
  return typeof value === "number" && !Number.isFinite(value) ? numberText(value) : value;
}
