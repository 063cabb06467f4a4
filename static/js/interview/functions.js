/** @file The registry of functions: the plain ones get values, the special ones get trees. Families that few forms use come by `families.js`. */

import { BLANK, asInt, isBlank, isNothing, single, toBoolean, toNumber, toText, trimmed } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./evaluate.js").Scope} Scope @typedef {import("./evaluate.js").Closure} Closure */

/** Only blanks separate codes, as in JavaRosa. @param {Value} value */
const codes = (value) => toText(value).split(" ").filter(Boolean);

/** @type {Record<string, (args: Value[], scope: Scope) => Value>} */
export const FUNCTIONS = {
  true: () => true,
  false: () => false,
  not: ([value]) => !toBoolean(value),
  boolean: ([value]) => toBoolean(value),
  number: ([value]) => toNumber(value),
  int: ([value]) => Math.trunc(toNumber(value)),
  selected: ([value, code]) => ` ${toText(value)} `.includes(` ${trimmed(toText(code))} `),
  "selected-at": ([value, index]) => codes(value)[asInt(index)] ?? BLANK,
  "count-selected": ([value]) => codes(value).length,
};

/** Functions that look at the tree of an argument, or leave one unevaluated. @type {Record<string, (args: any[], place: any, compile: (tree: any, place: any) => Closure) => Closure>} */
export const SPECIAL = {
  if: ([test, yes, no], place, compile) => {
    const [a, b, c] = [test, yes, no].map((tree) => compile(tree, place));
    return (scope) => (toBoolean(a(scope)) ? b(scope) : c(scope));
  },
  coalesce: ([first, second], place, compile) => {
    const [a, b] = [compile(first, place), compile(second, place)];
    return (scope) => {
      const value = single(a(scope));
      return isNothing(value) ? single(b(scope)) : value;
    };
  },
  once: ([tree], place, compile) => {
    const inner = compile(tree, place);
    return (scope) => {
      const own = scope.run.valueOfSlot(scope.self);
      return isBlank(own) ? inner(scope) : own;
    };
  },
  "jr:choice-name": ([code, item], place, compile) => {
    const value = compile(code, place);
    const key = item[0] === "item" ? item[1] : String(item[1]).replace(/^\$\{\s*|\s*\}$/g, "");
    return (scope) => scope.run.choiceLabel(key, toText(value(scope)), scope.at);
  },
};
