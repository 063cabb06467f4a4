/** @file Several items by their names: those that are chosen in a list, and a select that adds one. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { iconButton } from "./dialogs.js";
import { selectField } from "./fields.js";

/** @typedef {import("./fields.js").Field} Field */
/** What can be chosen; `shape` differs when that does. @typedef {{ shape: string, pairs: [string, string][] }} Offered name and title */

/**
 * @param {{ get: () => string[], set: (names: string[]) => void }} binding
 * @param {() => Offered} offered
 * @param {{ label: string, key: string }} options @returns {Field}
 */
export function namesField({ get, set }, offered, { label, key }) {
  const list = h("ul", { class: "language-list", role: "list" });
  const adding = selectField(label, { get: () => "", set: (name) => name && set([...get(), name]) }, [["", "–"]], { key });
  const control = /** @type {HTMLSelectElement} */ (adding.element.querySelector("select"));
  let drawn = "";
  const row = (/** @type {string} */ name, /** @type {string} */ title) => h("li", { class: "language-row" }, h("span", { text: title }),
    iconButton(t("Delete “{name}”", { name: title }), "x", () => {
      set(get().filter((one) => one !== name));
      control.focus();
    }));
  const refresh = () => {
    const { shape, pairs } = offered();
    const chosen = get();
    if (drawn === shape + JSON.stringify(chosen)) return;
    drawn = shape + JSON.stringify(chosen);
    const titles = new Map(pairs);
    list.hidden = !chosen.length;
    list.replaceChildren(...chosen.map((name) => row(name, titles.get(name) ?? name)));
    const free = pairs.filter(([name]) => !chosen.includes(name));
    control.replaceChildren(h("option", { value: "", text: "–" }), ...free.map(([value, text]) => h("option", { value, text })));
  };
  refresh();
  return { element: h("div", { class: "stack stack-tight" }, list, adding.element), refresh };
}
