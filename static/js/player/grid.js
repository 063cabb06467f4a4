/** @file Rows that share one list of options, drawn as one grid: every row is still an item with its own radios. */

import { isSelect } from "../interview/types.js";
import { choiceText, textOf } from "../interview/labels.js";
import { arrange, h, icon, setText } from "./dom.js";
import { t } from "./texts.js";
import { codesOf } from "./widgets/choice.js";

/** @typedef {import("../interview/instance.js").Slot} Slot @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {{ head: Slot | null, rows: Slot[] }} Block `head`: a row that only shows the options */

/** More columns than this do not fit beside a label. */
const MOST_COLUMNS = 11;

/** @param {string} appearance @param {string} word */
const has = (appearance, word) => appearance.split(/\s+/).includes(word);

/** A row that only heads a grid asks nothing. @param {import("../interview/form.js").Node} node */
export function isHead(node) {
  return isSelect(node) && has(node.appearance ?? "", "label");
}

/** The visible children of a container in blocks: rows of a grid together, all others alone. @param {Slot[]} slots @param {string} appearance of the container @returns {Block[]} */
export function blocksOf(slots, appearance) {
  /** @type {Block[]} */
  const blocks = [];
  for (const slot of slots) {
    const last = blocks.at(-1);
    if (isHead(slot.node)) blocks.push({ head: slot, rows: [] });
    else if (last && isRow(slot, appearance) && joins(last, slot, appearance)) last.rows.push(slot);
    else blocks.push({ head: null, rows: [slot] });
  }
  return blocks.filter(({ rows }) => rows.length);
}

/** @param {Block} block */
export function isGrid({ head, rows }) {
  return head !== null || rows.length > 1;
}

/** @param {Block} block @param {Slot} slot @param {string} appearance */
function joins({ head, rows }, slot, appearance) {
  const first = rows[0] ?? head;
  return (head === first || isRow(first, appearance)) && first.node.list === slot.node.list
    && (rows.length === 0 || first.node.type === slot.node.type);
}

/** @param {Slot} slot @param {string} container its appearance */
function isRow({ node, choices }, container) {
  if (!isSelect(node) || node.type === "rank" || node.or_other || node.choice_filter || node.parameters?.randomize) return false;
  const wanted = ["table-list", "likert"].some((word) => has(container, word)) || ["list-nolabel", "likert"].some((word) => has(node.appearance ?? "", word));
  return wanted && (choices ?? []).length <= MOST_COLUMNS;
}

export class GridView {
  constructor() {
    this.title = h("p", { class: "grid-title" });
    this.columns = h("div", { class: "grid-columns", "aria-hidden": "true" });
    this.rows = h("div", { class: "grid-rows" });
    this.element = h("div", { class: "item-grid" }, this.title, this.columns, this.rows);
  }

  /** @param {import("../interview/state.js").Interview} run @param {Block} block @param {ItemView[]} views */
  draw(run, { head, rows }, views) {
    const names = rows[0].choices ?? [];
    setText(this.title, head ? textOf(run, head, "label") : "");
    this.title.hidden = !head;
    this.element.style.setProperty("--columns", String(names.length));
    const codes = codesOf(names);
    this.columns.replaceChildren(...names.map((name, index) =>
      h("span", { class: "grid-column" }, choiceText(run, rows[0], name), h("kbd", { class: "option-code", text: codes[index] }))));
    for (const view of views) this.#row(view);
    arrange(this.rows, views.map((view) => view.element));
  }

  /** What a row says beside its answer (reasons, comment) opens on demand: eight rows must fit on a screen. @param {ItemView} view */
  #row(view) {
    const { element } = view;
    element.toggleAttribute("data-row", true);
    let more = element.querySelector(".grid-more");
    if (!more) {
      const toggle = () => more.setAttribute("aria-expanded", String(element.toggleAttribute("data-open")));
      more = h("button", { type: "button", class: "button button-quiet button-square grid-more", "aria-expanded": "false", "aria-controls": view.foot.id, on: { click: toggle } }, icon("ellipsis"));
      element.insertBefore(more, view.problem);
    }
    more.setAttribute("aria-label", `${t("Reason or comment")}: ${textOf(view.run, view.slot, "label")}`);
  }
}
