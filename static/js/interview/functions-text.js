/** @file Functions on text. */

import { EvaluationError, MAX_MATCHED, MAX_TEXT } from "./failure.js";
import { BLANK, NodeSet, asInt, toText, trimmed } from "./values.js";

/** @typedef {import("./values.js").Value} Value */

/** @param {Value[]} args */
const texts = (args) => args.flatMap((arg) => (arg instanceof NodeSet ? [...arg].map(toText) : [toText(arg)]));
/** @param {string} text */
function bounded(text) {
  if (text.length > MAX_TEXT) throw new EvaluationError("EVALUATION_TEXT_TOO_LONG", { limit: MAX_TEXT });
  return text;
}

/** Characters, not UTF-16 units: an emoji counts as one. @param {Value} value */
const characters = (value) => [...toText(value)];

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** A full match; a pattern is compiled once. @param {string} text @param {string} pattern */
function matches(text, pattern) {
  if (text.length > MAX_MATCHED && [...text].length > MAX_MATCHED) throw new EvaluationError("EVALUATION_REGEX_TEXT", { limit: MAX_MATCHED });
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = readPattern(pattern);
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
}

const SPACES = " \\t\\n\\v\\f\\r";
const NO_LINE_END = "[^\\n\\r\\x85\\u2028\\u2029]";

/** A piece of a pattern written for Java as JavaScript reads it: `\s` and `.` mean what they mean there, and a needless escape, which Unicode mode refuses, goes. @param {string} piece @param {boolean} inSet */
function javaScriptPiece(piece, inSet) {
  if (piece === "." && !inSet) return NO_LINE_END;
  if (piece === "\\s") return inSet ? SPACES : `[${SPACES}]`;
  if (piece === "\\S" && !inSet) return `[^${SPACES}]`;
  if (piece === "\\-") return "\\x2d";
  return /^\\[\s!"#%&',:;<=>@_`~]$/.test(piece) ? piece[1] : piece;
}

/** @param {string} pattern */
function translated(pattern) {
  let inSet = false;
  let before = "";
  return pattern.replace(/\\[^]|[^]/gu, (piece) => {
    if (inSet && piece === "[") throw new EvaluationError("EVALUATION_REGEX", { pattern });
    if (inSet && piece === "]" && /^\[\^?$/.test(before)) return (before = "\\]"); // the first of a set is one of its characters
    if (piece === "[" || piece === "]") inSet = piece === "[";
    before = before === "[" && piece === "^" ? "[^" : piece;
    return javaScriptPiece(piece, inSet);
  });
}

/** Unicode mode refuses lone brackets that Java and Python allow: then without it, unless a category is asked for. @param {string} pattern */
function readPattern(pattern) {
  for (const flags of /\(\?P|&&/.test(pattern) ? [] : pattern.includes("\\p{") ? ["u"] : ["u", ""]) {
    try {
      return new RegExp(`^(?:${translated(pattern)})$`, flags);
    } catch {
      continue;
    }
  }
  throw new EvaluationError("EVALUATION_REGEX", { pattern });
}

/** From 0, end exclusive, negative from the end. @param {Value[]} args */
function substr([value, from, to]) {
  const all = characters(value);
  const fromEnd = (/** @type {number} */ index) => (index < 0 ? index + all.length : index);
  const first = Math.max(0, fromEnd(asInt(from)));
  const last = to === undefined ? all.length : fromEnd(asInt(to));
  return last > first ? all.slice(first, last).join("") : BLANK;
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

/** @type {Record<string, (args: Value[], scope: any) => Value>} */
export const functions = {
  string: ([value]) => toText(value),
  concat: (args) => bounded(texts(args).join("")),
  join: ([separator, ...rest]) => bounded(texts(rest).join(toText(separator))),
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
  "string-length": ([value]) => characters(value).length,
  "normalize-space": ([value]) => trimmed(toText(value)).replace(/[ \t\n\v\f\r]+/g, " "),
  translate,
  regex: ([value, pattern]) => matches(toText(value), toText(pattern)),
};
