/** @file Texts in the language of the interview, with `${x}` filled in. */

import { displayText } from "./values.js";

/** @typedef {import("./state.js").Interview} Interview @typedef {import("./instance.js").Slot} Slot */

/** @type {WeakMap<object, import("./evaluate.js").Closure>} closures of text parts, which have no entry of their own */
const compiled = new WeakMap();

/** The author's text in one language; else in the default language, else in any. @param {Interview} run @param {any} texts */
export function inLanguage(run, texts) {
  if (texts === undefined || texts === null) return "";
  if (typeof texts === "string") return texts;
  const { default_language: fallback } = run.form.pack;
  return texts[run.language] ?? texts[fallback] ?? texts.default ?? Object.values(texts)[0] ?? "";
}

/** One text of an item, piped. @param {Interview} run @param {Slot} slot @param {string} property `label`, `hint`, ... */
export function textOf(run, slot, property) {
  return piped(run, slot, inLanguage(run, slot.node[property]));
}

/** @param {Interview} run @param {Slot} slot where the text stands @param {any} text a string, or parts: strings and trees */
function piped(run, slot, text) {
  if (!Array.isArray(text)) return text;
  return text.map((part) => (typeof part === "string" ? part : partText(run, slot, part))).join("");
}

/** @param {Interview} run @param {Slot} slot @param {any} tree */
function partText(run, slot, tree) {
  let closure = compiled.get(tree);
  if (!closure) {
    closure = run.form.compile(slot.node.key, tree);
    compiled.set(tree, closure);
  }
  return displayText(run.attempt(closure, slot));
}

/** The label of a code of a select, or the code itself. @param {Interview} run @param {Slot} slot @param {string} code */
export function choiceText(run, slot, code) {
  return piped(run, slot, inLanguage(run, run.form.choiceByName(slot.node, code)?.label)) || code;
}
