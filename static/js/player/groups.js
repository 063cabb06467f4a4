/** @file A group on the screen: its heading, what the author shows with it, its items. */

import { arrange, freshId, h, setText } from "./dom.js";
import { mediaOf } from "./parts.js";

export class GroupView {
  /** @param {import("./player.js").Player} player @param {import("../interview/instance.js").Slot} slot */
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
