/** @file Simple conditions as rows `item – comparison – value`, there and back; whatever is not simple stays a formula. Pure. */

/** @typedef {{ item: string, compare: string, value: string }} Row `item` "." is the answer itself */
/** @typedef {{ joiner: "and" | "or", rows: Row[] }} Rule */

export const COMPARISONS = ["=", "!=", "<", "<=", ">", ">=", "selected", "not-selected", "answered", "blank"];

const TERM = /^(\$\{\s*([^}]+?)\s*\}|\.)\s*(=|!=|<=|>=|<|>)\s*(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))$/;
const SELECTED = /^(not\s*\(\s*)?selected\s*\(\s*(\$\{\s*([^}]+?)\s*\}|\.)\s*,\s*(?:'([^']*)'|"([^"]*)")\s*\)(\s*\))?$/;

/** Splits at `and` or `or` outside quotes and brackets; null where both occur. @param {string} text @returns {{ joiner: "and" | "or", parts: string[] } | null} */
function split(text) {
  /** @type {string[]} */
  const parts = [];
  /** @type {Set<string>} */
  const joiners = new Set();
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quote) quote = sign === quote ? "" : quote;
    else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === "(" || sign === "{" || sign === "[") depth++;
    else if (sign === ")" || sign === "}" || sign === "]") depth--;
    else if (depth === 0) {
      const word = /^\s(and|or)(?=[\s(])/.exec(text.slice(at));
      if (!word) continue;
      joiners.add(word[1]);
      parts.push(text.slice(start, at));
      at += word[0].length - 1;
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  if (depth || quote || joiners.size > 1) return null;
  return { joiner: joiners.has("or") ? "or" : "and", parts: parts.map((part) => part.trim()) };
}

/** @param {string} part @returns {Row | null} */
function row(part) {
  const selected = SELECTED.exec(part);
  if (selected) {
    if (Boolean(selected[1]) !== Boolean(selected[6])) return null;
    return { item: selected[3] ?? ".", compare: selected[1] ? "not-selected" : "selected", value: selected[4] ?? selected[5] ?? "" };
  }
  const term = TERM.exec(part);
  if (!term) return null;
  const value = term[4] ?? term[5] ?? term[6] ?? "";
  const isBlank = value === "" && term[6] === undefined;
  if (isBlank && (term[3] === "=" || term[3] === "!=")) return { item: term[2] ?? ".", compare: term[3] === "=" ? "blank" : "answered", value: "" };
  return { item: term[2] ?? ".", compare: term[3], value };
}

/** @param {string} text @returns {Rule | null} null where it is more than rows can say */
export function parseRule(text) {
  if (!text.trim()) return { joiner: "and", rows: [] };
  const found = split(text.trim());
  if (!found) return null;
  const rows = found.parts.map(row);
  return rows.every((one) => one !== null) ? { joiner: found.joiner, rows: /** @type {Row[]} */ (rows) } : null;
}

/** @param {string} item */
const reference = (item) => (item === "." ? "." : `\${${item}}`);

/** @param {string} value */
function literal(value) {
  if (/^-?\d+(\.\d+)?$/.test(value)) return value;
  return value.includes("'") ? `"${value.replaceAll('"', "")}"` : `'${value}'`;
}

/** @param {string} value */
const quoted = (value) => (value.includes("'") ? `"${value.replaceAll('"', "")}"` : `'${value}'`);

/** @param {Row} row @param {(item: string) => boolean} isCode whether the item's values are codes, which are always quoted */
function write({ item, compare, value }, isCode) {
  const subject = reference(item);
  if (compare === "answered") return `${subject} != ''`;
  if (compare === "blank") return `${subject} = ''`;
  if (compare === "selected") return `selected(${subject}, ${quoted(value)})`;
  if (compare === "not-selected") return `not(selected(${subject}, ${quoted(value)}))`;
  const isOrder = compare.startsWith("<") || compare.startsWith(">");
  return `${subject} ${compare} ${isCode(item) && !isOrder ? quoted(value) : literal(value)}`;
}

/** @param {Rule} rule @param {(item: string) => boolean} [isCode] */
export function writeRule({ joiner, rows }, isCode = () => true) {
  return rows.filter((one) => one.item).map((one) => write(one, isCode)).join(` ${joiner} `);
}
