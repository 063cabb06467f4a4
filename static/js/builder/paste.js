/** @file What comes out of a spreadsheet or a mail: lines become choices or items. Pure. */

import { freshName, suggestCode, suggestName } from "./names.js";

/** @typedef {{ name: string, label: Record<string, string>, [column: string]: any }} PastedChoice */

const CODE = /^[\w.-]+$/;
const BULLET = /^\s*(?:[-–•*·▪◦]|\(?\d{1,3}[.)]|[a-z][.)])\s+/i;

/** @param {string} text @returns {string[][]} */
export function rowsOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.replace(/\s+$/, "")).filter((line) => line.trim());
  return lines.map((line) => line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/s, "$1").replaceAll('""', '"')));
}

/** @param {string} cell a heading of a column @param {string[]} languages @returns {string} "name", a language, a column's name or "" */
function heading(cell, languages) {
  const word = cell.toLowerCase();
  if (/^(name|code|value|wert)$/.test(word)) return "name";
  const found = /^label(?:::?|\s*\()?\s*(?:.*\()?([a-z]{2})?\)?$/.exec(word);
  if (found) return found[1] && languages.includes(found[1]) ? found[1] : languages[0];
  return languages.includes(word) ? word : "";
}

/**
 * A column of labels, code and label, or a sheet with headings. Codes that are missing are made from the labels.
 * @param {string} text @param {string[]} languages @param {Set<string>} taken codes that are there already @returns {PastedChoice[]}
 */
export function choicesFrom(text, languages, taken = new Set()) {
  const rows = rowsOf(text);
  if (!rows.length) return [];
  const headings = rows[0].map((cell) => heading(cell, languages));
  if (headings.includes("name") && rows.length > 1) return named(rows, headings, taken);
  const width = Math.max(...rows.map((row) => row.length));
  const hasCodes = width > 1 && rows.every((row) => CODE.test(row[0])) && new Set(rows.map((row) => row[0])).size === rows.length;
  return rows.map((row) => {
    const [first, ...others] = hasCodes ? row.slice(1) : row;
    const { code, label } = hasCodes ? { code: row[0], label: first ?? row[0] } : numbered(first);
    const texts = [label, ...others].slice(0, languages.length);
    return { name: claim(code, taken), label: Object.fromEntries(texts.map((one, index) => [languages[index], one]).filter(([, one]) => one)) };
  });
}

/** `1 = Ja`, `3) Never`: the number is the code. @param {string} line */
function numbered(line) {
  const found = /^\(?(\d{1,3})\s*(?:[.):=]|\s-)\s*(.+)$/.exec(line);
  if (found) return { code: found[1], label: found[2] };
  const label = line.replace(BULLET, "");
  return { code: suggestCode(label), label };
}

/** @param {string[][]} rows @param {string[]} headings @param {Set<string>} taken @returns {PastedChoice[]} */
function named([titles, ...rows], headings, taken) {
  return rows.map((row) => {
    /** @type {PastedChoice} */
    const choice = { name: "", label: {} };
    row.forEach((cell, index) => {
      if (!cell || !titles[index]) return;
      if (headings[index] === "name") choice.name = cell;
      else if (headings[index]) choice.label[headings[index]] = cell;
      else if (titles[index] !== "list_name") choice[titles[index]] = cell;
    });
    choice.name = claim(choice.name || suggestCode(Object.values(choice.label)[0] ?? ""), taken);
    return choice;
  });
}

/** @param {string} code @param {Set<string>} taken */
function claim(code, taken) {
  const free = freshName(code, taken);
  taken.add(free);
  return free;
}

/** Lines of questions, bullets and numbers taken off. @param {string} text @param {string[]} languages @param {Set<string>} taken names @returns {{ name: string, label: Record<string, string> }[]} */
export function itemsFrom(text, languages, taken) {
  return rowsOf(text).map((row) => {
    const texts = [row[0].replace(BULLET, ""), ...row.slice(1)].slice(0, languages.length);
    const label = Object.fromEntries(texts.map((one, index) => [languages[index], one]).filter(([, one]) => one));
    return { name: claim(suggestName(texts[0]) || "item", taken), label };
  });
}
