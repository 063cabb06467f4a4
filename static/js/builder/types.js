/** @file The types of items on offer, and questions that are ready to use. */

import { t } from "../player/texts.js";
import { freshName, suggestList } from "./names.js";
import { freshKey, listOf, nameOf, typeOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./tree.js").Node} Node */
/** @typedef {{ name: string, kind: string, type?: string, label: string, help: string, sign?: string, words?: string, list?: Ready }} Offer `words`: what else it may be found by */
/** @typedef {{ name: string, choices: { name: string, de: string, en: string }[] }} Ready */

export const SELECTS = new Set(["select_one", "select_multiple", "rank"]);

/** @type {Ready} */
const YES_NO = { name: "yes-no", choices: [{ name: "yes", de: "Ja", en: "Yes" }, { name: "no", de: "Nein", en: "No" }] };
/** @type {Ready} */
const AGREEMENT = {
  name: "agreement", choices: [
    { name: "5", de: "Trifft voll zu", en: "Fully applies" }, { name: "4", de: "Trifft eher zu", en: "Rather applies" }, { name: "3", de: "Teils/teils", en: "Partly" },
    { name: "2", de: "Trifft eher nicht zu", en: "Rather does not apply" }, { name: "1", de: "Trifft gar nicht zu", en: "Does not apply at all" },
  ],
};

/** The registry of types as the server tells it, in the language of the page. @param {Builder} app @returns {{ name: string, label: string, help: string, container: boolean, filled: boolean, has_list: boolean }[]} */
export const knownTypes = (app) => app.words.types;

/** @param {Builder} app @returns {[string, string][]} */
export const typeOptions = (app) => knownTypes(app).filter((type) => !type.container).map((type) => [type.name, type.label]);

/** @returns {Offer} */
export const yesNo = () => ({ name: "yes-no", kind: "item", type: "select_one", label: t("Yes or no"), help: t("Two choices, shared by all such items"), sign: "circle-check", words: "yes no ja nein", list: YES_NO });

/** Everything that can be added: ready questions first, then types, then structure. @param {Builder} app @returns {{ title: string, offers: Offer[] }[]} */
export function offers(app) {
  const types = knownTypes(app);
  const asked = types.filter((type) => !type.container && !type.filled);
  const order = [...asked.filter((type) => type.has_list), ...asked.filter((type) => !type.has_list)];
  const item = (/** @type {any} */ { name, label, help }) => ({ name, kind: "item", type: name, label, help });
  return [
    {
      title: t("Ready to use"), offers: [
        yesNo(),
        { name: "agreement", kind: "item", type: "select_one", label: t("Agreement in five steps"), help: t("From “fully applies” to “does not apply at all”"), sign: "scale", words: "likert skala scale zustimmung", list: AGREEMENT },
        { name: "recommend", kind: "item", type: "range", label: t("Likely to recommend, 0 to 10"), help: t("The scale of the net promoter score"), sign: "gauge", words: "nps weiterempfehlung" },
      ],
    },
    { title: t("Types"), offers: order.map(item) },
    { title: t("Structure"), offers: types.filter((type) => type.container).map(({ name, label, help }) => ({ name, kind: name, label, help })) },
    { title: t("Filled by the device"), offers: types.filter((type) => type.filled).map(item) },
  ];
}

/** The properties and further operations that an offer starts with. @param {Builder} app @param {Offer} offer @returns {{ values: Record<string, any>, operations: import("./document.js").Operation[] }} */
export function startOf(app, offer) {
  if (offer.kind !== "item") return { values: { label: {} }, operations: [] };
  if (offer.name === "recommend") return { values: { name: "recommend", type: "range", parameters: { start: "0", end: "10", step: "1" }, label: {} }, operations: [] };
  if (!SELECTS.has(offer.type ?? "")) return { values: { name: offer.name, type: offer.type, label: {} }, operations: [] };
  const { choices } = app.draft.content.document;
  const wanted = offer.list?.name ?? "";
  if (wanted && choices[wanted]) return { values: { name: "item", type: `select_one ${wanted}`, label: {} }, operations: [] };
  const list = wanted || freshName("choices", new Set(Object.keys(choices)), "-");
  const made = (offer.list?.choices ?? []).map((choice) => ({ id: freshKey(), name: choice.name, label: labelOf(app, choice) }));
  return { values: { name: "item", type: `${offer.type} ${list}`, label: {} }, operations: [{ do: "set", of: "document", keys: ["choices", list], value: made }] };
}

/** @param {Builder} app @param {{ de: string, en: string }} words */
function labelOf(app, words) {
  return Object.fromEntries(app.languages.map((language) => [language, language.startsWith("de") ? words.de : words.en]));
}

/** Another type for an item: a select gets a list. @param {Builder} app @param {Node} node @param {string} type */
export function withType(app, node, type) {
  /** @type {import("./document.js").Operation[]} */
  const operations = [];
  let value = type;
  if (SELECTS.has(type)) {
    const { choices } = app.draft.content.document;
    let list = SELECTS.has(typeOf(node)) ? listOf(node) : "";
    if (!list) {
      list = freshName(suggestList(nameOf(node)), new Set(Object.keys(choices)), "-");
      operations.push({ do: "set", of: "document", keys: ["choices", list], value: [] });
    }
    value = `${type} ${list}`;
  }
  app.act(t("Answer type"), [...operations, { do: "set", of: node.id, keys: ["type"], value }], { focus: node.id });
}
