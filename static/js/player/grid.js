/** @file Rows that share one list of options, drawn as one grid: every row is still an item with its own radios. */

import { choiceText, textOf } from "../interview/labels.js";
import { arrange, h, icon, setText } from "./dom.js";
import { t } from "./texts.js";
import { codesOf } from "./widgets/codes.js";

/** @typedef {import("../interview/instance.js").Slot} Slot @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./blocks.js").Block} Block */

export { blocksOf, isGrid, isHead } from "./blocks.js";

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
