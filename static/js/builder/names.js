/** @file Names for variables and codes, made from what a person typed. Pure. */

/** Words that say nothing about the item, German and English. */
const FILLERS = new Set(("a an and are at be been by did do does for from had has have how i in is it its of on or the there this to was we were what when where which who with you your "
  + "an am auf aus bei bitte da dann das dem den der des die dies diese diesem diesen ein eine einem einen einer es für hat haben hatte hatten ich ihnen ihr ihre ihrem ihren im in ist man mit "
  + "oder sich sie sind so und uns vom von vor war waren was welche welchen welcher welches wer werden wie wir wo wurde wurden zu zum zur").split(" "));
const LONGEST = 32;
const LETTERS = /** @type {Record<string, string>} */ ({ ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "o", ł: "l" });

/** @param {string} text */
function plain(text) {
  return text.toLowerCase().replace(/[äöüßæøł]/g, (letter) => LETTERS[letter]).normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

/** @param {string[]} words @param {string} joint */
function joined(words, joint) {
  let name = "";
  for (const word of words) {
    if (name && name.length + word.length >= LONGEST) break;
    name = name ? `${name}${joint}${word}` : word;
  }
  return name.slice(0, LONGEST);
}

/** `Wurden Sie begrüßt?` -> `begruesst`. @param {string} label @returns {string} "" where nothing can be made of it */
export function suggestName(label) {
  const all = label.replace(/\$\{[^}]*\}/g, " ").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const telling = all.filter((word) => !FILLERS.has(word));
  const name = joined((telling.length ? telling : all).map(plain).map((word) => word.replace(/[^a-z0-9]/g, "")).filter(Boolean), "_");
  return /^[0-9]/.test(name) ? `q_${name}` : name;
}

/** A code for a choice: a number stays, words become `snake_case`. @param {string} label */
export function suggestCode(label) {
  if (/^-?\d+$/.test(label.trim())) return label.trim();
  return joined(plain(label).split(/[^a-z0-9]+/).filter(Boolean), "_") || "choice";
}

/** kebab-case, for choice lists and questionnaires. @param {string} label */
export const suggestList = (label) => joined(plain(label).split(/[^a-z0-9]+/).filter(Boolean), "-") || "list";

/** @param {string} name @param {Set<string>} taken @param {string} [joint] */
export function freshName(name, taken, joint = "_") {
  if (!taken.has(name)) return name;
  const stem = name.replace(new RegExp(`${joint}\\d+$`), "");
  let number = 2;
  while (taken.has(`${stem}${joint}${number}`)) number++;
  return `${stem}${joint}${number}`;
}

/** @param {string} name whether it may be a variable's name */
export const isName = (name) => /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name);
