/** @file A long list: what is typed is searched in it, and only what is found is drawn. */

import { kindOf } from "../../interview/types.js";
import { freshId, h, icon, setText } from "../dom.js";
import { t } from "../texts.js";
import { namesOf } from "./codes.js";
import { entriesOf, labelOf, found } from "./search.js";

/** Rows drawn at once; whoever needs more types on. */
const SHOWN = 50;

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const several = kindOf(view.slot.node) === "codes";
  const id = freshId("lookup");
  const chosen = h("div", { class: "lookup-chosen" });
  const list = h("ul", { class: "lookup-list", role: "listbox", id: `${id}-list`, tabindex: "-1", hidden: true, "aria-labelledby": `${view.id}-label`, "aria-multiselectable": several ? "true" : undefined });
  const input = h("input", {
    type: "text", class: "input", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": `${id}-list`, ...view.bound,
    on: { input: () => open(), focus: () => input.value && open(), click: () => open(), keydown: onKey, blur: close },
  });
  const status = h("p", { class: "lookup-status", role: "status" });
  /** @type {import("./search.js").Entry[]} */
  let rows = [];
  let active = -1;

  const names = () => (view.slot.missing || view.slot.value === "" ? [] : /** @type {string[]} */ ([view.slot.value].flat()));

  function open() {
    if (view.locked) return;
    const result = found(entriesOf(view.run, view.slot), input.value, SHOWN);
    rows = result.rows;
    active = input.value.trim() && rows.length ? 0 : -1;
    list.replaceChildren(...rows.map((entry, index) => h("li", {
      class: "lookup-option", role: "option", id: `${id}-${index}`, "aria-selected": String(names().includes(entry.name)),
      on: { pointerdown: (/** @type {Event} */ event) => event.preventDefault(), click: () => choose(entry.name) },
    }, icon("check"), h("span", { text: entry.label }))));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    const count = result.count;
    setText(status, !count ? t("Nothing found. Please spell it in another way.")
      : count > rows.length ? t("{shown} of {count} shown; type on to find the others.", { shown: rows.length, count }) : t("{count} found", { count }));
    mark();
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    setText(status, "");
  }

  function mark() {
    [...list.children].forEach((row, index) => row.toggleAttribute("data-active", index === active));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${id}-${active}`);
    return list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} name */
  function choose(name) {
    const before = names();
    const after = before.includes(name) ? before.filter((one) => one !== name) : [...before, name];
    input.value = "";
    close();
    view.answer(several ? (after.length ? after : null) : name);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      if (list.hidden) open();
      else active = Math.max(0, Math.min(rows.length - 1, active + step));
      mark();
    } else if (key === "Enter" && active >= 0 && !event.shiftKey) choose(rows[active].name);
    else if (key === "Escape" && !list.hidden) close();
    else if (key === "Backspace" && !input.value && names().length) choose(/** @type {string} */ (names().at(-1)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} name */
  function chosenRow(name) {
    const label = labelOf(view.run, view.slot, name);
    const off = () => {
      const rest = names().filter((one) => one !== name);
      view.answer(rest.length ? rest : null);
      input.focus();
    };
    return h("div", { class: "lookup-row", data: { name } }, h("span", { text: label }),
      h("button", { type: "button", class: "button button-quiet button-square", disabled: view.locked, "aria-label": `${t("Remove")}: ${label}`, on: { click: off } }, icon("x")));
  }

  return {
    element: h("div", { class: "lookup" }, chosen, input, list, status),
    update: () => {
      chosen.replaceChildren(...names().map(chosenRow));
      input.placeholder = t("Search in {count} options", { count: (view.slot.choices ?? []).length });
      input.disabled = view.locked;
    },
    focus: () => input.focus(),
    pick: (typed) => {
      const codes = namesOf(typed, view.slot.choices ?? []);
      if (!codes || (!several && codes.length !== 1)) return false;
      view.answer(several ? codes : codes[0]);
      return true;
    },
  };
}
