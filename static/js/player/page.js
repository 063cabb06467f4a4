/** @file One section on the screen: its items, groups and repeats, kept in step with the interview. */

import { childrenOf } from "../interview/rotation.js";
import { isQuestion } from "../interview/types.js";
import { textOf } from "../interview/labels.js";
import { blocksOf, isGrid } from "./blocks.js";
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
    /** @type {Map<Slot, import("./grid.js").GridView>} by their first row */
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
    arrange(this.body, this.#children(this.section.node.key, this.section.at, what));
  }

  /** @param {string} parent @param {Instance} at @param {{ language?: boolean }} what @returns {HTMLElement[]} */
  #children(parent, at, what) {
    const { run } = this.player;
    const slots = childrenOf(run, parent, at).map((node) => /** @type {Slot} */ (at.slots.get(node.key)));
    const blocks = blocksOf(slots.filter((slot) => slot?.relevant), run.form.nodes.get(parent)?.appearance ?? "");
    return blocks.map((block) => (isGrid(block) ? this.#grid(block, what) : this.#element(block.rows[0], what))).filter((one) => one !== null);
  }

  /** @param {import("./blocks.js").Block} block @param {{ language?: boolean }} what @returns {HTMLElement} */
  #grid(block, what) {
    const [first] = block.rows;
    let grid = this.grids.get(first);
    if (!grid) {
      grid = new (part("grid").GridView)();
      this.grids.set(first, grid);
    }
    for (const slot of block.rows) this.#element(slot, what);
    grid.draw(this.player.run, block, block.rows.map((slot) => this.views.get(slot)));
    return grid.element;
  }

  /** @param {Slot} slot @param {{ language?: boolean }} what @returns {HTMLElement | null} */
  #element(slot, what) {
    const { key, type } = slot.node;
    if (isQuestion(slot.node)) {
      const view = this.#view(slot, () => new ItemView(this.player, slot));
      if (what.language) view.update(what);
      return view.element;
    }
    if (type === "group") {
      const view = this.#view(slot, () => new GroupView(this.player, slot));
      view.draw(textOf(this.player.run, slot, "label"), slot.node.appearance ?? "", this.#children(key, slot.at, what));
      return view.element;
    }
    return type === "repeat" ? this.#repeat(slot, what) : null;
  }

  /** @param {Slot} slot @param {{ language?: boolean }} what */
  #repeat(slot, what) {
    const { run } = this.player;
    const { RepeatView, RoundView } = part("rounds");
    const view = this.#view(slot, () => new RepeatView(this.player, slot));
    view.draw(textOf(run, slot, "label"), run.rounds(slot).map((at) => {
      const round = this.#view(at, () => new RoundView(this.player, slot, at));
      round.draw(this.#children(slot.node.key, at, what));
      return round.element;
    }));
    return view.element;
  }

  /** @param {Slot | Instance} of @param {() => any} make */
  #view(of, make) {
    let view = this.views.get(of);
    if (!view) {
      view = make();
      this.views.set(of, view);
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

class GroupView {
  /** @param {Player} player @param {Slot} slot */
  constructor(player, slot) {
    this.title = h("h2", { class: "group-title", id: freshId("group") });
    this.media = mediaOf(player, slot.node, this.title.id);
    this.body = h("div", { class: "group-items" });
    this.element = h("section", { class: "group" }, this.title, this.media?.element, this.body);
  }

  /** @param {string} label @param {string} appearance @param {HTMLElement[]} children */
  draw(label, appearance, children) {
    setText(this.title, label);
    this.title.hidden = !label;
    this.media?.draw();
    this.element.dataset.appearance = appearance;
    this.element.hidden = !children.length;
    arrange(this.body, children);
  }
}
