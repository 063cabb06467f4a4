/** @file The properties of nodes in groups, as the inspector shows them. One registry; the words are functions, so that they are translated late. */

import { t } from "../player/texts.js";
import { isContainer, kindOf, typeOf } from "./tree.js";

/** @typedef {import("./tree.js").Node} Node */
/**
 * `kind`: texts (per language), expression, switch (no, always, under a condition), line, select, checks, or a part with a view of its own.
 * `isOptional` ones are offered by a button until they have a value.
 * @typedef {{ key: string, kind: string, label: () => string, hint?: () => string, isOptional?: boolean, for?: (node: Node) => boolean, options?: () => [string, string][], rows?: number }} Property
 * @typedef {{ id: string, title: () => string, isOpen: boolean, for?: (node: Node) => boolean, properties: Property[] }} Group
 */

const UNSEEN = new Set(["calculate", "hidden", "start", "end", "today", "deviceid", "username", "phonenumber", "email", "subscriberid", "simserial", "audit", "background-audio", "start-geopoint", "background-geopoint"]);

const isItem = (/** @type {Node} */ node) => !isContainer(node);
const isAsked = (/** @type {Node} */ node) => isItem(node) && !UNSEEN.has(typeOf(node));
const isAnswered = (/** @type {Node} */ node) => isAsked(node) && typeOf(node) !== "note";
const isSelect = (/** @type {Node} */ node) => ["select_one", "select_multiple", "rank"].includes(typeOf(node));

/** @type {Group[]} */
export const GROUPS = [
  {
    id: "asked", title: () => t("What is asked"), isOpen: true, for: (node) => !UNSEEN.has(typeOf(node)) || Boolean(node.label), properties: [
      { key: "label", kind: "texts", label: () => t("Label"), rows: 2 },
      { key: "hint", kind: "texts", label: () => t("Hint"), isOptional: true, for: (node) => isItem(node) || kindOf(node) === "section" },
      { key: "read_aloud", kind: "texts", label: () => t("To be read aloud"), isOptional: true, for: isAsked },
      { key: "interviewer_note", kind: "texts", label: () => t("Note for the tester"), isOptional: true, for: isAsked },
      { key: "guidance_hint", kind: "texts", label: () => t("Further explanation"), isOptional: true, for: isAsked },
      { key: "media", kind: "media", label: () => t("Picture, sound, film"), isOptional: true },
    ],
  },
  {
    id: "answer", title: () => t("Answer"), isOpen: true, for: isItem, properties: [
      { key: "type", kind: "type", label: () => t("Answer type") },
      { key: "choices", kind: "choices", label: () => t("Choices"), for: isSelect },
      { key: "range", kind: "range", label: () => t("Range"), for: (node) => typeOf(node) === "range" },
      { key: "choice_filter", kind: "expression", label: () => t("Offer only the choices for which"), isOptional: true, for: isSelect },
      { key: "or_other", kind: "switch-only", label: () => t("Also offer “Other” with a text"), for: (node) => ["select_one", "select_multiple"].includes(typeOf(node)) },
      { key: "missing", kind: "missing", label: () => t("Ways out"), for: isAnswered },
      { key: "calculation", kind: "expression", label: () => t("Calculation"), for: (node) => typeOf(node) === "calculate" },
    ],
  },
  {
    id: "repeat", title: () => t("How often"), isOpen: true, for: (node) => kindOf(node) === "repeat", properties: [
      { key: "repeat_count", kind: "expression", label: () => t("Number of entries"), hint: () => t("Left empty: the tester adds entries.") },
    ],
  },
  {
    id: "order", title: () => t("Order of items"), isOpen: false, for: (node) => ["section", "group"].includes(kindOf(node)), properties: [
      { key: "rotate", kind: "select", label: () => t("Order of what is inside"), options: () => [["", t("As it stands here")], ["shuffle", t("Drawn for each interview")], ["cycle", t("As it stands here, from a drawn start on")]] },
    ],
  },
  {
    id: "when", title: () => t("When"), isOpen: true, properties: [
      { key: "relevant", kind: "expression", label: () => t("Ask only if") },
      { key: "required", kind: "switch", label: () => t("An answer is needed"), for: isAnswered },
      { key: "required_message", kind: "texts", label: () => t("What to say if it is missing"), isOptional: true, for: isAnswered },
      { key: "readonly", kind: "switch", label: () => t("Only to be read"), for: isAnswered },
    ],
  },
  {
    id: "checks", title: () => t("Checks"), isOpen: false, for: isAnswered, properties: [
      { key: "constraint", kind: "expression", label: () => t("The answer must fulfil"), hint: () => t("A hard check: without it the interview cannot be finished. “.” is the answer.") },
      { key: "constraint_message", kind: "texts", label: () => t("What to say if it does not"), for: (node) => Boolean(node.constraint) || Boolean(node.constraint_message) },
      { key: "warning", kind: "expression", label: () => t("The answer should fulfil"), hint: () => t("A soft check: the tester confirms with a reason.") },
      { key: "warning_message", kind: "texts", label: () => t("What to ask back"), for: (node) => Boolean(node.warning) || Boolean(node.warning_message) },
    ],
  },
  {
    id: "analysis", title: () => t("Analysis"), isOpen: false, properties: [
      { key: "touchpoint", kind: "line", label: () => t("Touchpoint"), hint: () => t("Where customers meet the client. Left empty: as in the section.") },
      { key: "process", kind: "select", label: () => t("CRM process"), options: () => [["", t("As in the section")], ["marketing", t("Marketing")], ["sales", t("Sales")], ["service", t("Service")]] },
      { key: "phase", kind: "select", label: () => t("CRM phase"), options: () => [["", t("As in the section")], ["acquisition", t("Acquisition")], ["retention", t("Retention")], ["win-back", t("Win-back")]] },
      { key: "dimension", kind: "line", label: () => t("Dimension"), for: isItem },
      { key: "evidence", kind: "select", label: () => t("Evidence"), for: isAnswered, options: () => [["", t("None")], ["wanted", t("Wanted")], ["required", t("Required")]] },
      { key: "modes", kind: "checks", label: () => t("Only in"), options: () => [["capi", t("Visits (tablet)")], ["cati", t("Calls")], ["web", t("Web")]] },
    ],
  },
  { id: "score", title: () => t("Scoring"), isOpen: true, for: (node) => isAnswered(node) || kindOf(node) === "section" || typeOf(node) === "calculate", properties: [{ key: "score", kind: "score", label: () => t("Scoring") }] },
  {
    id: "advanced", title: () => t("Advanced"), isOpen: false, properties: [
      { key: "name", kind: "name", label: () => t("Name in formulas and data") },
      { key: "default", kind: "expression", label: () => t("First value"), for: isItem },
      { key: "calculation", kind: "expression", label: () => t("Calculation"), for: (node) => isItem(node) && typeOf(node) !== "calculate" && typeOf(node) !== "note" },
      { key: "trigger", kind: "item", label: () => t("Calculate only when this changes"), for: (node) => Boolean(node.calculation) || Boolean(node.trigger) },
      { key: "pin", kind: "switch-only", label: () => t("Keeps its place where the order is drawn"), for: (node) => kindOf(node) !== "section" },
      { key: "appearance", kind: "appearance", label: () => t("Appearance") },
      { key: "parameters", kind: "parameters", label: () => t("Parameters"), hint: () => t("As name=value, with spaces between them."), for: isItem },
      { key: "autoplay", kind: "autoplay", label: () => t("Begins by itself"), for: (node) => Boolean(node.media?.audio || node.media?.video || node.extras?.autoplay) },
      { key: "extras", kind: "extras", label: () => t("Further columns"), hint: () => t("Kept for other tools; nothing here reads them."), isOptional: true },
    ],
  },
];

/** A key as the fields have it: what the scheme says of an item stands in its part `score`. @param {string} key */
export function fieldKey(key) {
  const found = /^scheme\/(?:items|sections)\/.+?\/(.+)$/.exec(key);
  if (found) return `score/${found[1]}`;
  return key.startsWith("scheme/") ? "score" : key.replaceAll(".", "/");
}

/** @param {string} key the property that a field belongs to */
export const baseOf = (key) => fieldKey(key ?? "").split("/")[0];

/** The group a key belongs to: problems lead there. @param {string} key */
export function groupOf(key) {
  const base = baseOf(key);
  return GROUPS.find((group) => group.properties.some((property) => property.key === base))?.id ?? "advanced";
}

/** What a property is called, for messages and the history. @param {string} key */
export function wordFor(key) {
  const base = key.split(/[./]/)[0];
  if (base === "scheme") return t("Scoring");
  if (base === "rules") return t("Rules");
  for (const group of GROUPS) for (const property of group.properties) if (property.key === base) return property.label();
  return base;
}

export { isSelect };
