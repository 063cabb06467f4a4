/** @file Finding options by what somebody types: without accents and case, words in any order. */

import { choiceText } from "../../interview/labels.js";

/** @typedef {{ name: string, label: string, key: string }} Entry `key` is what is searched */
/** @typedef {import("../../interview/state.js").Interview} Interview @typedef {import("../../interview/instance.js").Slot} Slot */

/** Entries of the options at hand, by the very list that the engine gave: a new filter gives a new list. @type {WeakMap<string[], { language: string, entries: Entry[] }>} */
const known = new WeakMap();

/** @param {string} text @returns {string} */
export function folded(text) {
  return text.toLocaleLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss");
}

/** @param {Interview} run @param {Slot} slot @param {string} name */
export function labelOf(run, slot, name) {
  return choiceText(run, slot, name);
}

/** @param {Interview} run @param {Slot} slot @returns {Entry[]} */
export function entriesOf(run, slot) {
  const names = slot.choices ?? [];
  const kept = known.get(names);
  if (kept?.language === run.language) return kept.entries;
  const entries = names.map((name) => {
    const label = labelOf(run, slot, name);
    return { name, label, key: folded(`${label} ${name}`) };
  });
  known.set(names, { language: run.language, entries });
  return entries;
}

/** The first `most` entries that hold every word, and how many there are; those that begin with what is typed come first. @param {Entry[]} entries @param {string} typed @param {number} most @returns {{ rows: Entry[], count: number }} */
export function found(entries, typed, most) {
  const phrase = folded(typed).trim();
  const words = phrase.split(/\s+/).filter(Boolean);
  if (!words.length) return { rows: entries.slice(0, most), count: entries.length };
  /** @type {Entry[][]} */
  const [first, inner, rest] = [[], [], []];
  let count = 0;
  for (const entry of entries) {
    if (!words.every((word) => entry.key.includes(word))) continue;
    count++;
    const into = entry.key.startsWith(phrase) ? first : entry.key.startsWith(words[0]) ? inner : rest;
    if (into.length < most) into.push(entry);
  }
  return { rows: [...first, ...inner, ...rest].slice(0, most), count };
}
