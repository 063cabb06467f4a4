/** @file One or several of a list that can be read: big answers, a search field where there are many. */

import { kindOf } from "../../interview/types.js";
import { choiceText } from "../../interview/labels.js";
import { freshId, h, icon } from "../dom.js";
import { part } from "../parts.js";
import { t } from "../texts.js";
import { codesOf, namesOf } from "./codes.js";

/** From here on a list is searched rather than read. */
const LONG = 15;
/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const { node } = view.slot;
  const several = kindOf(node) === "codes";
  const group = freshId("choice");
  const list = h("div", { class: "options", data: { columns: columnsOf(node.appearance) } });
  list.style.setProperty("--option-columns", /\bcolumns-(\d+)\b/.exec(node.appearance ?? "")?.[1] ?? "2");
  const search = h("input", { type: "search", class: "input option-search", hidden: true, autocomplete: "off", on: { input: filter } });
  /** @type {Map<string, {row: HTMLElement, input: HTMLInputElement, words: HTMLElement, code: HTMLElement, media: import("./option-media.js").OptionMedia | null}>} */
  const rows = new Map();
  let signature = "";

  /** @param {string} name */
  function row(name) {
    const input = h("input", { type: several ? "checkbox" : "radio", name: group, value: name, "aria-describedby": `${view.id}-hint ${view.id}-problem`, on: { change: commit, click: quickly } });
    const words = h("span", { class: "option-text" });
    const code = h("kbd", { class: "option-code", "aria-hidden": "true" });
    const media = part("optionMedia") ? new (part("optionMedia").OptionMedia)(view, name) : null;
    const label = h("label", { class: "option" }, media?.picture, input, h("span", { class: "option-mark" }, several ? icon("check") : null), words, code);
    return { row: media?.around(label) ?? label, input, words, code, media };
  }

  function commit() {
    const chosen = [...rows].filter(([, { input }]) => input.checked).map(([name]) => name);
    if (several) view.answer(chosen.length ? chosen : null);
    else view.answer(chosen[0] ?? null);
  }

  /** `quick`: a finger or mouse that chose goes on by itself; arrow keys, which choose on their way, do not. @param {MouseEvent} event */
  function quickly(event) {
    if (!several && event.detail > 0 && /\bquick\b/.test(node.appearance ?? "")) view.player.goOn(view);
  }

  function filter() {
    const wanted = search.value.trim().toLocaleLowerCase();
    for (const { row: label, words, input } of rows.values()) {
      label.hidden = wanted !== "" && !input.checked && !(words.textContent ?? "").toLocaleLowerCase().includes(wanted);
    }
  }

  /** @param {string[]} names */
  function draw(names) {
    for (const name of names) if (!rows.has(name)) rows.set(name, row(name));
    const offered = new Set(names);
    for (const name of rows.keys()) if (!offered.has(name)) rows.delete(name);
    const codes = codesOf(names);
    list.replaceChildren(...names.map((name, index) => {
      const { row: label, words, code, media } = /** @type {any} */ (rows.get(name));
      media?.draw();
      words.textContent = choiceText(view.run, view.slot, name);
      code.textContent = codes[index];
      return label;
    }));
    list.toggleAttribute("data-pictures", names.some((name) => rows.get(name)?.media?.hasPicture));
    search.hidden = names.length <= LONG;
    search.placeholder = t("Search in {count} options", { count: names.length });
    search.setAttribute("aria-label", search.placeholder);
    list.toggleAttribute("data-short", names.length <= 5 && names.every((name) => (rows.get(name)?.words.textContent ?? "").length <= 14));
    filter();
  }

  return {
    element: h("div", { class: "widget-choice" }, search, list),
    update: (slot, what) => {
      const names = slot.choices ?? [];
      const now = JSON.stringify([names, view.run.language]);
      if (now !== signature || what?.language) draw(names);
      signature = now;
      const chosen = slot.missing || slot.value === "" ? [] : [slot.value].flat();
      for (const [name, { input }] of rows) {
        input.checked = chosen.includes(name);
        input.disabled = view.locked;
      }
    },
    focus: () => (list.querySelector("input:checked") ?? list.querySelector("input:not(:disabled)") ?? view.element).focus(),
    pick: (typed) => {
      const names = namesOf(typed, view.slot.choices ?? []);
      if (!names || (!several && names.length !== 1)) return false;
      view.answer(several ? names : names[0]);
      return true;
    },
  };
}

/** How options stand: a likert scale in one row, `columns-3` in three columns, `columns-pack` as close as they fit. @param {string} [appearance] */
function columnsOf(appearance = "") {
  if (/\blikert\b/.test(appearance)) return "row";
  if (/\bcolumns-pack\b/.test(appearance)) return "pack";
  return /\bcolumns(-\d+)?\b/.test(appearance) ? "some" : "";
}
