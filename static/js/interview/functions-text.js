/** @file Functions on text. */

import { EvaluationError, MAX_MATCHED, MAX_TEXT } from "./failure.js";
import { BLANK, NodeSet, asInt, toText, trimmed, words } from "./values.js";

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

const PIECES = /\\[pP]\{[A-Z][a-z]?\}|\\[^]|\(\?[:=!]|\{\d+(?:,\d*)?\}|\[\^?|[^]/gu;
const SPACES = " \\t\\n\\v\\f\\r";
const NO_SPACES = "\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}";
const LINE_ENDS = "\\n\\x85\\u2028\\u2029";
/** What Java means by it. @type {Record<string, string>} */
const OUTSIDE = { ".": `[^\\r${LINE_ENDS}]`, $: `(?=(?:\\r\\n?|[${LINE_ENDS}])?$)`, "\\s": `[${SPACES}]`, "\\S": `[^${SPACES}]`, "]": "\\]", "}": "\\}" };
/** @type {Record<string, string>} */
const IN_SET = { "\\s": SPACES, "\\S": NO_SPACES, "]": "\\]", "\\-": "\\-" };

/** A pattern written for Java as JavaScript's Unicode mode reads it, which refuses needless escapes. @param {string} pattern */
function translated(pattern) {
  let inSet = false;
  let isFirst = false; // of a set: there a bracket is one of its characters
  return pattern.replace(PIECES, (piece) => {
    const opens = piece[0] === "[";
    if (inSet && opens) throw new EvaluationError("EVALUATION_REGEX", { pattern });
    const closes = inSet && piece === "]" && !isFirst;
    const known = closes ? piece : (inSet ? IN_SET : OUTSIDE)[piece];
    inSet = opens || (inSet && !closes);
    isFirst = opens;
    return known ?? (/^\\[^a-zA-Z0-9^$\\.*+?()[\]{}|/]$/u.test(piece) ? piece.slice(1) : piece);
  });
}

/** @param {string} pattern */
function readPattern(pattern) {
  try {
    if (/\(\?P|&&/.test(pattern)) throw new SyntaxError();
    const ours = new RegExp(translated(pattern), "u"); // by itself: `a)(b` only holds once it is wrapped
    return new RegExp(`^(?:${ours.source})$`, "u");
  } catch {
    throw new EvaluationError("EVALUATION_REGEX", { pattern });
  }
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
  "normalize-space": ([value]) => words(trimmed(toText(value))).join(" "),
  translate,
  regex: ([value, pattern]) => matches(toText(value), toText(pattern)),
};
