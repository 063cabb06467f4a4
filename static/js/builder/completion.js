/** @file What could come next at the caret of an expression. Pure. */

/** @typedef {{ name: string, title: string, type: string }} KnownItem */
/** @typedef {{ name: string, signature: string, help: string }} KnownFunction */
/** @typedef {{ name: string, title: string }} KnownChoice */
/** @typedef {{ insert: string, label: string, detail: string, kind: "item" | "function" | "choice", caret: number }} Option `caret`: where it goes, counted from the start of what is inserted */
/** @typedef {{ items: KnownItem[], functions: KnownFunction[], choicesOf: (item: string) => KnownChoice[], self?: string }} Known */

const MOST = 12;

/** @param {string} text @param {string} wanted how well it fits: 0 best, Infinity not at all */
function rank(text, wanted) {
  if (!wanted) return 1;
  const all = text.toLowerCase();
  const word = wanted.toLowerCase();
  if (all.startsWith(word)) return 0;
  if (new RegExp(`[\\s_"„“(-]${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`).test(all)) return 1;
  return all.includes(word) ? 2 : Infinity;
}

/** @template T @param {T[]} all @param {(one: T) => string[]} texts @param {string} wanted */
function best(all, texts, wanted) {
  return all
    .map((one) => ({ one, rank: Math.min(...texts(one).map((text) => rank(text, wanted))) }))
    .filter((found) => found.rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map((found) => found.one);
}

/**
 * @param {string} text @param {number} caret @param {Known} known @param {{ asked?: boolean }} [options] asked: by Ctrl+Space, where nothing was typed yet
 * @returns {{ from: number, to: number, options: Option[] }}
 */
export function complete(text, caret, known, { asked = false } = {}) {
  const before = text.slice(0, caret);
  const choice = /(?:\$\{\s*([^}]+?)\s*\}|(?<![\w}.])(\.))\s*(?:!?=)\s*(['"]?)([\w.-]*)$/.exec(before);
  if (choice) return choiceOptions(text, caret, known, choice);
  const selected = /selected\s*\(\s*(?:\$\{\s*([^}]+?)\s*\}|(\.))\s*,\s*(['"]?)([\w.-]*)$/.exec(before);
  if (selected) return choiceOptions(text, caret, known, selected);
  if (isQuoted(before)) return { from: caret, to: caret, options: [] };
  const braced = /\$\{?\s*([^}${]*)$/.exec(before);
  if (braced) return itemOptions(text, caret, known, before.length - braced[0].length, braced[1]);
  const word = /[\p{L}_][\p{L}\p{N}_:-]*$/u.exec(before)?.[0] ?? "";
  if (!word && !asked) return { from: caret, to: caret, options: [] };
  const items = itemOptions(text, caret, known, caret - word.length, word);
  const functions = best(known.functions, (one) => [one.name], word).map(functionOption);
  return { from: caret - word.length, to: items.to, options: [...items.options, ...functions].slice(0, MOST) };
}

/** @param {string} before */
function isQuoted(before) {
  let quote = "";
  for (const sign of before) quote = quote ? (sign === quote ? "" : quote) : sign === "'" || sign === '"' ? sign : "";
  return quote !== "";
}

/** @param {string} text @param {number} caret @param {Known} known @param {RegExpExecArray} found item, ".", quote, what is typed */
function choiceOptions(text, caret, known, [, item, , quote, typed]) {
  const from = caret - typed.length - quote.length;
  const closing = quote && text[caret] === quote ? 1 : 0;
  const options = best(known.choicesOf(item ?? known.self ?? ""), (one) => [one.name, one.title], typed).map((one) => {
    const insert = `'${one.name}'`;
    return /** @type {Option} */ ({ insert, label: one.title, detail: one.name, kind: "choice", caret: insert.length });
  });
  return { from, to: caret + closing, options };
}

/** @param {string} text @param {number} caret @param {Known} known @param {number} from @param {string} wanted */
function itemOptions(text, caret, known, from, wanted) {
  const rest = /^[\w.-]*\}/.exec(text.slice(caret))?.[0].length ?? 0;
  const options = best(known.items, (one) => [one.name, one.title], wanted.trim()).map((one) => {
    const insert = `\${${one.name}}`;
    return /** @type {Option} */ ({ insert, label: one.title, detail: one.name, kind: "item", caret: insert.length });
  });
  return { from, to: caret + rest, options };
}

/** @param {KnownFunction} one @returns {Option} */
function functionOption(one) {
  const insert = `${one.name}()`;
  const takesNothing = /\(\s*\)$/.test(one.signature);
  return { insert, label: one.signature, detail: one.help, kind: "function", caret: takesNothing ? insert.length : insert.length - 1 };
}

/** The function whose brackets the caret stands in. @param {string} text @param {number} caret @param {KnownFunction[]} functions @returns {KnownFunction | null} */
export function functionAt(text, caret, functions) {
  let depth = 0;
  for (let at = caret - 1; at >= 0; at--) {
    if (text[at] === ")") depth++;
    if (text[at] !== "(") continue;
    if (depth > 0) {
      depth--;
      continue;
    }
    const name = /[a-z][\w:-]*$/.exec(text.slice(0, at))?.[0];
    return functions.find((one) => one.name === name) ?? null;
  }
  return null;
}
