/** @file Names with values that nothing here interprets: kept columns and settings of other tools. */

import { freshId, h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, iconButton } from "./dialogs.js";

/** @typedef {import("./fields.js").Field} Field */

/** @param {string} legend @param {{ get: () => Record<string, any>, set: (values: Record<string, any> | undefined) => void, done: () => void }} binding @param {{ key: string, hint?: string }} options @returns {Field} */
export function pairsField(legend, { get, set, done }, { key, hint = "" }) {
  const rows = h("div", { class: "stack stack-tight" });
  let drawn = "";
  const write = (/** @type {[string, any][]} */ pairs) => set(pairs.length ? Object.fromEntries(pairs) : undefined);
  const input = (/** @type {string} */ label, /** @type {string} */ field, /** @type {any} */ value, /** @type {(text: string) => void} */ put) => {
    const id = freshId("pair");
    const control = h("input", { class: "input", id, type: "text", autocomplete: "off", "aria-label": label, data: { field }, on: { change: () => { put(control.value.trim()); done(); } } });
    control.value = typeof value === "string" ? value : JSON.stringify(value);
    control.disabled = typeof value !== "string";
    return control;
  };
  const row = (/** @type {[string, any]} */ [name, value], /** @type {number} */ at) => {
    const pairs = () => Object.entries(get());
    const rename = (/** @type {string} */ next) => next && !(next in get()) ? write(pairs().map((pair, index) => (index === at ? [next, pair[1]] : pair))) : refresh();
    return h("div", { class: "pair-row" }, input(t("Name"), `${key}/${at}/name`, name, rename),
      input(t("Value of {name}", { name }), `${key}/${at}`, value, (text) => write(pairs().map((pair, index) => (index === at ? [pair[0], text] : pair)))),
      iconButton(t("Delete “{name}”", { name }), "x", () => write(pairs().filter((_, index) => index !== at))));
  };
  const refresh = () => {
    const shape = JSON.stringify(get());
    if (shape === drawn && rows.childElementCount) return;
    drawn = shape;
    const field = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.field;
    rows.replaceChildren(...Object.entries(get()).map(row));
    if (field) /** @type {HTMLElement | null} */ (rows.querySelector(`[data-field="${CSS.escape(field)}"]`))?.focus();
  };
  const add = () => {
    const name = ["name", ...Array.from({ length: 99 }, (_, at) => `name_${at + 2}`)].find((one) => !(one in get())) ?? "";
    write([...Object.entries(get()), [name, ""]]);
    /** @type {HTMLElement | null} */ (rows.querySelector(".pair-row:last-child input"))?.focus();
  };
  refresh();
  return { element: h("fieldset", { class: "field" }, h("legend", { class: "field-label", text: legend }), hint ? h("p", { class: "field-hint", text: hint }) : null, rows, button(t("Add a name with its value"), add, { kind: "quiet", sign: "plus", data: { field: `${key}-add` } })), refresh };
}
