/** @file Who refers to whom, and renaming without breaking anything. Pure. */

import { everyNode, kindOf, listOf, nameOf } from "./tree.js";

/** @typedef {import("./tree.js").Content} Content @typedef {import("./tree.js").Node} Node @typedef {import("./document.js").Operation} Operation */

const NOT_TEXT = new Set(["id", "items", "item", "section", "group", "repeat"]);
const STRUCTURE = new Set(["items", "sections"]);

/** Replaces a name in one text: `${name}`, and steps of a path outside quotes. @param {string} text @param {string} name @param {string} next */
export function renameIn(text, name, next) {
  const braced = text.replace(/\$\{\s*([^}]*?)\s*\}/g, (whole, inner) => (inner === name ? `\${${next}}` : whole));
  if (!/(\.\.|\/)/.test(braced)) return braced;
  return braced.split(/('[^']*'|"[^"]*")/).map((part, index) => (index % 2 ? part : part.replace(/(?:\.\.|\/)[\w./-]*/g, (path) => path.split("/").map((step) => (step === name ? next : step)).join("/")))).join("");
}

/** @param {string} text @param {string} name */
export const mentions = (text, name) => renameIn(text, name, `${name}\u0000`) !== text;

/** @param {any} value @param {(text: string) => string} change */
export function mapTexts(value, change) {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((/** @type {any} */ one) => mapTexts(one, change));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === "id" ? one : mapTexts(one, change)]));
  return value;
}

export const differs = (/** @type {any} */ a, /** @type {any} */ b) => JSON.stringify(a) !== JSON.stringify(b);

/** @param {Record<string, any>} mapping @param {string} name @param {string} next keeps the order */
export const rekeyed = (mapping, name, next) => Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key === name ? next : key, value]));

/** @param {any} list @param {string} name @param {string} next @returns {any} */
const inList = (list, name, next) => (Array.isArray(list) ? list.map((one) => (Array.isArray(one) ? inList(one, name, next) : one === name ? next : one)) : list);

/** @param {any} scheme @param {string} name @param {string} next @returns {any} */
export function renameInScheme(scheme, name, next) {
  if (!scheme) return scheme;
  const made = mapTexts(scheme, (text) => renameIn(text, name, next));
  for (const key of ["items", "sections"]) if (made[key] && !Array.isArray(made[key])) made[key] = rekeyed(made[key], name, next);
  for (const rule of Object.values(made.sections ?? {})) if (rule?.items) rule.items = inList(rule.items, name, next);
  for (const key of ["exclusive", "outcomes"]) if (made[key]) made[key] = inList(made[key], name, next);
  if (made.bonus?.items) made.bonus.items = inList(made.bonus.items, name, next);
  for (const rule of made.thresholds ?? []) if (rule.zero === name) rule.zero = next;
  return made;
}

/** @param {any} answers @param {string} name @param {string} next @returns {any} */
function renameAnswers(answers, name, next) {
  if (Array.isArray(answers)) return answers.map((one) => renameAnswers(one, name, next));
  if (!answers || typeof answers !== "object") return answers;
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key === name ? next : key, renameAnswers(value, name, next)]));
}

/** @param {any} expect @param {string} name @param {string} next @returns {any} */
function renameExpected(expect, name, next) {
  const path = (/** @type {any} */ one) => (typeof one === "string" ? one.split("/").map((step) => step.replace(/^[^[]+/, (word) => (word === name ? next : word))).join("/") : one);
  const made = { ...expect };
  for (const key of ["path", "hidden", "problems"]) if (Array.isArray(made[key])) made[key] = made[key].map(path);
  if (made.sections) made.sections = rekeyed(made.sections, name, next);
  return made;
}

/** The rules over the whole interview. @param {any} rules @param {string} name @param {string} next @returns {any} */
function renamedRules(rules, name, next) {
  if (!Array.isArray(rules)) return rules;
  return rules.map((rule) => {
    const { rule: own, ...rest } = rule;
    const made = mapTexts(rest, (text) => renameIn(text, name, next));
    return { rule: own, ...made, ...(rule.items ? { items: inList(rule.items, name, next) } : {}) };
  });
}

/** Everything that must change with a name. @param {Content} content @param {Node} node @param {string} next @returns {Operation[]} */
export function renaming(content, node, next) {
  const name = nameOf(node);
  /** @type {Operation[]} */
  const operations = [{ do: "set", of: node.id, keys: [kindOf(node)], value: next }];
  if (isAmbiguous(content, name) || !name) return operations;
  for (const { node: other } of everyNode(content)) {
    for (const [key, value] of Object.entries(other)) {
      if (NOT_TEXT.has(key)) continue;
      const made = key === "trigger" && value === name ? next : mapTexts(value, (text) => renameIn(text, name, next));
      if (differs(value, made)) operations.push({ do: "set", of: other.id, keys: [key], value: made });
    }
  }
  for (const choices of Object.values(content.document.choices ?? {})) {
    for (const choice of choices) {
      const label = mapTexts(choice.label, (text) => renameIn(text, name, next));
      if (differs(choice.label, label)) operations.push({ do: "set", of: choice.id, keys: ["label"], value: label });
    }
  }
  const rules = renamedRules(content.document.rules, name, next);
  if (differs(content.document.rules, rules)) operations.push({ do: "set", of: "document", keys: ["rules"], value: rules });
  operations.push(...renamingElsewhere(content, name, next));
  return operations;
}

/** @param {Content} content @param {string} name @param {string} next @returns {Operation[]} */
function renamingElsewhere(content, name, next) {
  /** @type {Operation[]} */
  const operations = [];
  const scheme = renameInScheme(content.scheme, name, next);
  if (differs(content.scheme, scheme)) operations.push({ do: "set", of: "content", keys: ["scheme"], value: scheme });
  for (const example of content.examples) {
    const answers = renameAnswers(example.answers ?? {}, name, next);
    const expect = renameExpected(example.expect ?? {}, name, next);
    if (differs(example.answers ?? {}, answers)) operations.push({ do: "set", of: example.id, keys: ["answers"], value: answers });
    if (differs(example.expect ?? {}, expect)) operations.push({ do: "set", of: example.id, keys: ["expect"], value: expect });
  }
  return operations;
}

/** Two nodes of one name: `${name}` may mean either, so nothing is rewritten. @param {Content} content @param {string} name */
export const isAmbiguous = (content, name) => [...everyNode(content)].filter(({ node }) => nameOf(node) === name).length > 1;

/** @param {Content} content @param {string} list @param {string} next @returns {Operation[]} */
export function renamingList(content, list, next) {
  const { choices } = content.document;
  /** @type {Operation[]} */
  const operations = [{ do: "set", of: "document", keys: ["choices"], value: rekeyed(choices, list, next) }];
  const inExpression = (/** @type {string} */ text) => text.replace(/instance\(\s*(['"])([^'"]*)\1\s*\)/g, (whole, _quote, name) => (name === list ? `instance('${next}')` : whole));
  for (const { node } of everyNode(content)) {
    for (const [key, value] of Object.entries(node)) {
      if (NOT_TEXT.has(key)) continue;
      const made = key === "type" ? (listOf(node) === list ? String(value).replace(list, next) : value) : mapTexts(value, inExpression);
      if (differs(value, made)) operations.push({ do: "set", of: node.id, keys: [key], value: made });
    }
  }
  return operations;
}

/** What a node says itself, without what stands inside it. @param {Node} node */
export const ownTexts = (node) => JSON.stringify(Object.fromEntries(Object.entries(node).filter(([key]) => !NOT_TEXT.has(key))));

/** Who would break without these nodes. @param {Content} content @param {Set<string>} ids @returns {{ nodes: Node[], rules: any[], scheme: boolean, examples: any[] }} */
export function dependentsOf(content, ids) {
  const gone = [...everyNode(content)].filter(({ node, parent }) => ids.has(node.id) || (parent && isInside(content, parent, ids))).map(({ node }) => node);
  const goneIds = new Set(gone.map((node) => node.id));
  const names = gone.map(nameOf).filter((name) => name && !isAmbiguous(content, name));
  const nodes = [...everyNode(content)].map((step) => step.node).filter((node) => !goneIds.has(node.id) && names.some((name) => says(node, name)));
  const rules = (content.document.rules ?? []).filter((/** @type {any} */ rule) => names.some((name) => differs([rule], renamedRules([rule], name, `${name}\u0000`))));
  const scheme = names.some((name) => differs(content.scheme, renameInScheme(content.scheme, name, `${name}\u0000`)));
  const examples = content.examples.filter((example) => names.some((name) => differs(example.answers ?? {}, renameAnswers(example.answers ?? {}, name, `${name}\u0000`))));
  return { nodes, rules, scheme, examples };
}

/** @param {Node} node @param {string} name */
function says(node, name) {
  return Object.entries(node).some(([key, value]) => !NOT_TEXT.has(key) && ((key === "trigger" && value === name) || differs(value, mapTexts(value, (text) => renameIn(text, name, `${name}\u0000`)))));
}

/** @param {Content} content @param {Node} node @param {Set<string>} ids whether it or a container around it is among them */
function isInside(content, node, ids) {
  if (ids.has(node.id)) return true;
  for (const step of everyNode(content)) if (step.node.items?.includes(node)) return isInside(content, step.node, ids);
  return false;
}

/** Rewrites names within a subtree that was copied. @param {Node} node @param {Map<string, string>} names @returns {Node} */
export function renamedWithin(node, names) {
  const change = (/** @type {string} */ text) => [...names].reduce((made, [name, next]) => renameIn(made, name, next), text);
  const made = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, NOT_TEXT.has(key) && !STRUCTURE.has(key) ? value : STRUCTURE.has(key) ? value.map((/** @type {Node} */ one) => renamedWithin(one, names)) : mapTexts(value, change)]));
  if (names.has(String(made.trigger))) made.trigger = names.get(String(made.trigger));
  return /** @type {Node} */ (made);
}
