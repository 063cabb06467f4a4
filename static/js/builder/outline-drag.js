/** @file Drag and drop in the outline: nodes within it, blocks and new types from elsewhere. */

import { h } from "../player/dom.js";
import { rowId } from "./outline-keys.js";
import { isContainer, kindOf } from "./tree.js";

/** @typedef {import("./outline.js").Outline} Outline */

export const NODES = "application/x-mystery-nodes";
export const BLOCK = "application/x-mystery-block";

export class OutlineDrag {
  /** @param {Outline} outline */
  constructor(outline) {
    this.outline = outline;
    this.app = outline.app;
    this.line = h("div", { class: "outline-drop", hidden: true, "aria-hidden": "true" });
    outline.tree.append(this.line);
    const on = (/** @type {string} */ kind, /** @type {(event: any) => void} */ act) => outline.tree.addEventListener(kind, act);
    on("dragstart", (event) => this.#onStart(event));
    on("dragover", (event) => this.#onOver(event));
    on("dragleave", (event) => { if (!outline.tree.contains(event.relatedTarget)) this.line.hidden = true; });
    on("drop", (event) => this.#onDrop(event));
    on("dragend", () => { this.line.hidden = true; });
  }

  /** @param {DragEvent} event */
  #onStart(event) {
    const id = rowId(event.target);
    if (!id || !event.dataTransfer || !this.app.mayEdit) return event.preventDefault();
    if (!this.app.selection.includes(id)) this.app.select([id]);
    event.dataTransfer.setData(NODES, JSON.stringify(this.app.selection));
    event.dataTransfer.effectAllowed = "move";
    return undefined;
  }

  /** Where a drop would put things: before or behind a row, or into a container. @param {DragEvent} event */
  #target(event) {
    const { rows, rowHeight, tree } = this.outline;
    const y = event.clientY - tree.getBoundingClientRect().top + tree.scrollTop;
    const index = Math.min(rows.length - 1, Math.floor(y / rowHeight));
    const row = rows[index];
    if (!row) return null;
    const part = y / rowHeight - index;
    const isSection = kindOf(row.node) === "section";
    const own = { into: row.depth ? row.parent : "sections", index };
    if (isContainer(row.node) && part > 0.3 && (part < 0.7 || row.isOpen || isSection)) {
      return { into: row.node.id, before: row.isOpen ? row.node.items?.[0]?.id ?? "" : "", top: index + 1, depth: row.depth + 1 };
    }
    if (part < 0.5) return { into: own.into, before: row.node.id, top: index, depth: row.depth };
    return { into: own.into, before: this.#next(own.into, row.node.id), top: index + 1, depth: row.depth };
  }

  /** @param {string} into @param {string} id */
  #next(into, id) {
    const list = this.app.draft.list(into) ?? [];
    return list[list.findIndex((one) => one.id === id) + 1]?.id ?? "";
  }

  /** A section goes between sections wherever it is dropped. @param {ReturnType<OutlineDrag["#target"]>} target @param {DragEvent} event */
  #fitting(target, event) {
    const isSections = event.dataTransfer?.types.includes(NODES) && this.app.selectedNodes().every((node) => kindOf(node) === "section");
    if (!target || !isSections || target.into === "sections") return target;
    let at = target.into;
    for (let up = this.app.draft.parent(at); up; up = this.app.draft.parent(at)) at = up.id;
    const next = this.#next("sections", at);
    const top = next ? this.outline.rows.findIndex((row) => row.node.id === next) : this.outline.rows.length;
    return { into: "sections", before: next, top, depth: 0 };
  }

  /** @param {DragEvent} event */
  #onOver(event) {
    const types = event.dataTransfer?.types ?? [];
    if (!types.includes(NODES) && !types.includes(BLOCK)) return;
    event.preventDefault();
    const target = this.#fitting(this.#target(event), event);
    this.line.hidden = !target;
    if (!target) return;
    this.line.style.setProperty("inset-block-start", `${target.top * this.outline.rowHeight}px`);
    this.line.style.setProperty("--depth", String(target.depth));
  }

  /** @param {DragEvent} event */
  #onDrop(event) {
    const target = this.#fitting(this.#target(event), event);
    this.line.hidden = true;
    const { dataTransfer } = event;
    if (!target || !dataTransfer) return;
    event.preventDefault();
    const nodes = dataTransfer.getData(NODES);
    if (nodes) this.app.move(JSON.parse(nodes), target.into, target.before);
    const block = dataTransfer.getData(BLOCK);
    if (block) this.app.insertBlock(block, target.into, target.before);
  }
}
