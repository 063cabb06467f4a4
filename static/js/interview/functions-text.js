/** @file Functions on text. */

import { digest } from "./digest.js";
import { BLANK, NodeSet, toNumber, toText } from "./values.js";

/** @typedef {import("./values.js").Value} Value */

/** @param {Value[]} args */
const texts = (args) => args.flatMap((arg) => (arg instanceof NodeSet ? [...arg].map(toText) : [toText(arg)]));
/** Characters, not UTF-16 units: an emoji counts as one. @param {Value} value */
const characters = (value) => [...toText(value)];

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** A full match; a pattern is compiled once. @param {string} text @param {string} pattern */
function matches(text, pattern) {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    try {
      compiled = new RegExp(`^(?:${pattern})$`, "u");
    } catch {
      compiled = new RegExp(`^(?:${pattern})$`);
    }
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
}

/** Start inclusive, end exclusive, negative counts from the end. @param {Value[]} args */
function substr([value, from, to]) {
  const all = characters(value);
  const start = toNumber(from);
  const end = to === undefined ? all.length : toNumber(to);
  if (Number.isNaN(start) || Number.isNaN(end)) return BLANK;
  return all.slice(Math.trunc(start), Math.trunc(end)).join("");
}

/** @param {Value[]} args each character of `from` becomes its partner in `to`, or goes */
function translate([value, from, to]) {
  const sources = characters(from);
  const targets = characters(to);
  return characters(value).map((one) => {
    const index = sources.indexOf(one);
    return index < 0 ? one : targets[index] ?? "";
  }).join("");
}

/** @param {string} text base64 of UTF-8 text */
function decodeBase64(text) {
  try {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return BLANK;
  }
}

/** @type {Record<string, (args: Value[], scope: any) => Value>} */
export const TEXT_FUNCTIONS = {
  concat: (args) => texts(args).join(""),
  join: ([separator, ...rest]) => texts(rest).join(toText(separator)),
  substr,
  "substring-before": ([value, mark]) => {
    const [text, wanted] = [toText(value), toText(mark)];
    const at = text.indexOf(wanted);
    return at < 0 ? BLANK : text.slice(0, at);
  },
  "substring-after": ([value, mark]) => {
    const [text, wanted] = [toText(value), toText(mark)];
    const at = text.indexOf(wanted);
    return at < 0 ? BLANK : text.slice(at + wanted.length);
  },
  contains: ([value, part]) => toText(value).includes(toText(part)),
  "starts-with": ([value, part]) => toText(value).startsWith(toText(part)),
  "ends-with": ([value, part]) => toText(value).endsWith(toText(part)),
  "string-length": ([value], scope) => characters(value === undefined ? scope.run.valueOfSlot(scope.self) : value).length,
  "normalize-space": ([value], scope) =>
    toText(value === undefined ? scope.run.valueOfSlot(scope.self) : value).replace(/[ \t\r\n]+/g, " ").trim(),
  translate,
  regex: ([value, pattern]) => matches(toText(value), toText(pattern)),
  digest: ([value, algorithm, encoding]) =>
    digest(toText(value), toText(algorithm), encoding === undefined ? "base64" : toText(encoding)),
  "base64-decode": ([value]) => decodeBase64(toText(value)),
};
