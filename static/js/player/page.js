/** @file One section on the screen: its items, groups and repeats, kept in step with the interview. */

import { childrenOf } from "../interview/rotation.js";
import { isQuestion } from "../interview/types.js";
import { textOf } from "../interview/labels.js";
import { arrange, freshId, h, setText } from "./dom.js";
import { ItemView } from "./item.js";
import { mediaOf, part } from "./parts.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player @typedef {import("../interview/instance.js").Slot} Slot @typedef {import("../interview/instance.js").Instance} Instance */
/** @typedef {{ element: HTMLElement, update: (what?: {language?: boolean}) => void }} View */

export class Page {
  /** @param {Player} player @param {Slot} section */
  constructor(player, section) {
    this.player = player;
    this.section = section;
    /** @type {Map<Slot | Instance, any>} views live as long as their slot, so that focus and typing survive */
    this.views = new Map();
    /** @type {Map<any, import("./grid.js").GridView>} by their first row */
    this.grids = new Map();
    this.title = h("h1", { class: "page-title", tabindex: "-1", id: freshId("page") });
    this.media = mediaOf(player, section.node, this.title.id);
    this.intro = h("div", { class: "page-intro" });
    this.body = h("div", { class: "page-items" });
    this.element = h("section", { class: "page", data: { section: section.node.key } }, this.title, this.intro, this.media?.element, this.body);
    this.refresh({ language: true });
  }

  /** Draws what came, removes what went. @param {{ language?: boolean }} [what] */
  refresh(what = {}) {
    const label = textOf(this.player.run, this.section, "label");
    setText(this.title, label || t("Questions"));
    this.title.classList.toggle("visually-hidden", !label);
    setText(this.intro, textOf(this.player.run, this.section, "hint"));
    this.intro.hidden = !this.intro.textContent;
    this.media?.draw();
    arrange(this.body, this.children(this.section.node.key, this.section.at, what));
  }

  /** @param {string} parent @param {Instance} at @param {{ language?: boolean }} what @returns {HTMLElement[]} */
  children(parent, at, what) {
    const { run } = this.player;
    const slots = childrenOf(run, parent, at).map((node) => /** @type {Slot} */ (at.slots.get(node.key))).filter((slot) => slot?.relevant);
    const shown = part("grid") ? this.#blocks(slots, run.form.nodes.get(parent)?.appearance ?? "", what) : slots.map((slot) => this.#element(slot, what));
    return shown.filter((/** @type {HTMLElement | null} */ one) => one !== null);
  }

  /** Rows of a grid together, all others alone. @param {Slot[]} slots @param {string} appearance of their container @param {{ language?: boolean }} what */
  #blocks(slots, appearance, what) {
    const { GridView, blocksOf, isGrid } = part("grid");
    return blocksOf(slots, appearance).map((/** @type {import("./blocks.js").Block} */ block) => {
      const elements = block.rows.map((slot) => this.#element(slot, what));
      if (!isGrid(block)) return elements[0];
      const grid = this.view(block.rows[0], () => new GridView(), this.grids);
      grid.draw(this.player.run, block, block.rows.map((slot) => this.views.get(slot)));
      return grid.element;
    });
  }

  /** @param {Slot} slot @param {{ language?: boolean }} what @returns {HTMLElement | null} */
  #element(slot, what) {
    const { key, type } = slot.node;
    if (isQuestion(slot.node)) {
      const view = this.view(slot, () => new ItemView(this.player, slot));
      if (what.language) view.update(what);
      return view.element;
    }
    if (type === "group") {
      const view = this.view(slot, () => new (part("groups").GroupView)(this.player, slot));
      view.draw(textOf(this.player.run, slot, "label"), slot.node.appearance ?? "", this.children(key, slot.at, what));
      return view.element;
    }
    return type === "repeat" ? part("rounds").drawn(this, slot, what) : null;
  }

  /** @param {Slot | Instance} of @param {() => any} make @param {Map<Slot | Instance, any>} [views] */
  view(of, make, views = this.views) {
    let view = views.get(of);
    if (!view) {
      view = make();
      views.set(of, view);
    }
    return view;
  }

  /** @param {Slot} slot @returns {ItemView | undefined} */
  itemView(slot) {
    const view = this.views.get(slot);
    return view instanceof ItemView && view.element.isConnected ? view : undefined;
  }

  /** To a repeat or group, which is no item: its first item, or the button that adds one. @param {Slot} slot */
  lead(slot) {
    const { element } = this.views.get(slot) ?? this;
    element.scrollIntoView({ block: "center" });
    const target = element.querySelector("input, textarea, select, button");
    if (target instanceof HTMLElement) target.focus();
  }

  /** @returns {ItemView[]} in the order of the screen */
  get items() {
    const shown = [...this.views.values()].filter((view) => view instanceof ItemView && view.element.isConnected);
    return shown.sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  }

  /** Hands over what is typed and not yet an answer. */
  settle() {
    for (const view of this.items) view.settle();
  }

  /** From now on every item says what it lacks. */
  check() {
    for (const view of this.items) view.check();
  }
}
