/** @file Answers as JSON to values of the language, and back. */

import { BLANK, isMoment, momentJson, parseDate, parseDateTime, parseTime, toText } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./form.js").Node} Node */

const NUMBERS = new Set(["integer", "decimal", "range"]);
const SEVERAL = new Set(["select_multiple", "rank", "select_multiple_from_file"]);
const FILES = new Set(["image", "signature", "audio", "video", "file", "background-audio"]);

export const isFile = (/** @type {Node} */ node) => FILES.has(node.type);
export const isSeveral = (/** @type {Node} */ node) => SEVERAL.has(node.type);
export const isNumber = (/** @type {Node} */ node) => NUMBERS.has(node.type);

/** An answer as the engine computes with it; what cannot be read stays text, so that it can be refused. @param {Node} node @param {any} json @param {string} zone @returns {Value} */
export function fromJson(node, json, zone) {
  if (json === null || json === undefined || json === "") return BLANK;
  if (isNumber(node)) return readNumber(json);
  if (isSeveral(node)) return Array.isArray(json) ? json.map(String) : String(json).split(/\s+/).filter(Boolean);
  if (node.type === "date" || node.type === "today") return parseDate(String(json)) ?? String(json);
  if (node.type === "time") return parseTime(String(json)) ?? String(json);
  if (node.type === "datetime" || node.type === "start" || node.type === "end") return parseDateTime(String(json), zone) ?? String(json);
  return json;
}

/** @param {any} json */
function readNumber(json) {
  if (typeof json === "number") return json;
  const text = String(json).trim();
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : String(json);
}

/** @param {Value} value @returns {any} null for blank */
export function toJson(value) {
  if (value === BLANK || value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length ? value.map(toText) : null;
  if (isMoment(value)) return momentJson(value);
  if (typeof value === "number" && !Number.isFinite(value)) return toText(value);
  return value;
}
