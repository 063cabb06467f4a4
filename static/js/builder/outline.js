/** @file The outline on the left: a tree of which only the visible rows are drawn. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { menuButton, menuItem } from "./dialogs.js";
import { signOf } from "./icons.js";
import { OutlineDrag } from "./outline-drag.js";
import { OutlineKeys } from "./outline-keys.js";
import { findTyped, rowsOf, windowOf } from "./rows.js";
import { everyNode, isContainer, nameOf, titleOf, typeOf, walk } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./rows.js").Row} Row */

export class Outline {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    /** @type {Set<string>} */
    this.folded = new Set();
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, HTMLElement>} */
    this.drawn = new Map();
    this.rowHeight = 0;
    this.spacer = h("div", { class: "outline-spacer", role: "none" });
    this.tree = h("div", { class: "outline-tree", role: "tree", id: "outline", "aria-label": t("Outline"), "aria-multiselectable": "true", on: { scroll: () => this.#draw() } }, this.spacer);
    this.find = h("input", { class: "input", type: "search", placeholder: t("Find an item"), "aria-label": t("Find an item"), autocomplete: "off" });
    this.find.addEventListener("input", () => this.#find(""));
    this.find.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onFindKey(event));
    this.settings = h("button", { type: "button", class: "outline-root", on: { click: () => app.select(["document"]) } }, icon("clipboard-list"), h("span", { class: "outline-title" }));
    this.count = h("p", { class: "outline-count" });
    this.element = h("nav", { class: "builder-outline", "aria-label": t("Outline") },
      h("div", { class: "outline-head" }, this.#addButtons(), h("div", { class: "outline-find" }, icon("search"), this.find)), this.settings, this.tree, this.count);
    new OutlineKeys(this);
    new OutlineDrag(this);
    new ResizeObserver(() => this.#draw()).observe(this.tree);
  }

  #addButtons() {
    const { app } = this;
    const add = h("button", { type: "button", class: "button button-primary outline-add", title: `${t("Add")} ( / )`, on: { click: () => app.openPalette() } }, icon("plus"), h("span", { text: t("Add") }));
    const more = menuButton(t("More for the outline"), "ellipsis", () => [
      menuItem(t("Paste lines as items"), "clipboard-list", () => app.pasteItems("")),
      menuItem(t("Fold all"), "chevrons-up-down", () => this.foldAll(true)),
      menuItem(t("Unfold all"), "chevron-down", () => this.foldAll(false)),
      menuItem(t("Keys"), "keyboard", () => app.showKeys(), "?"),
    ], { iconOnly: true });
    return h("div", { class: "outline-acts" }, add, more);
  }

  // --- state --------------------------------------------------------------------------------------------------

  /** Takes over the draft as it is now. */
  refresh() {
    const { content } = this.app.draft;
    this.rows = rowsOf(content, this.folded);
    this.settings.querySelector(".outline-title").textContent = this.app.title();
    this.settings.toggleAttribute("data-chosen", this.app.selection[0] === "document");
    const items = [...everyNode(content)].filter(({ node }) => !isContainer(node)).length;
    this.count.textContent = t("Items: {items} · sections: {sections}", { items, sections: content.document.sections.length });
    this.drawn.clear();
    this.spacer.replaceChildren();
    this.#draw();
  }

  /** Only what is chosen has changed: the rows stay where they are, so that a press or a drag goes on. */
  mark() {
    this.settings.toggleAttribute("data-chosen", this.app.selection[0] === "document");
    this.#draw();
    const active = this.rows[this.activeRow]?.node.id;
    for (const [id, element] of this.drawn) {
      element.setAttribute("aria-selected", String(this.app.selection.includes(id)));
      element.tabIndex = id === active ? 0 : -1;
    }
  }

  /** @param {boolean} isFolded */
  foldAll(isFolded) {
    this.folded.clear();
    if (isFolded) for (const { node } of everyNode(this.app.draft.content)) if (isContainer(node)) this.folded.add(node.id);
    this.refresh();
  }

  /** @param {string} id @param {boolean} isFolded */
  fold(id, isFolded) {
    if (isFolded) this.folded.add(id);
    else this.folded.delete(id);
    const hasFocus = this.hasFocus;
    this.refresh();
    if (hasFocus) this.focus();
  }

  get hasFocus() {
    return this.tree.contains(document.activeElement);
  }

  /** The row that Tab reaches. */
  get activeRow() {
    const at = this.rows.findIndex((row) => row.node.id === this.app.active);
    return at < 0 ? 0 : at;
  }

  /** Unfolds what is around a node and scrolls to it. @param {string} id */
  reveal(id) {
    for (let up = this.app.draft.parent(id); up; up = this.app.draft.parent(up.id)) this.folded.delete(up.id);
    this.rows = rowsOf(this.app.draft.content, this.folded);
    const at = this.rows.findIndex((row) => row.node.id === id);
    if (at < 0 || !this.rowHeight) return;
    const top = at * this.rowHeight;
    const { scrollTop, clientHeight } = this.tree;
    if (top < scrollTop) this.tree.scrollTop = top;
    else if (top + this.rowHeight > scrollTop + clientHeight) this.tree.scrollTop = top + this.rowHeight - clientHeight;
  }

  /** Puts the focus on the active row. */
  focus() {
    const row = this.rows[this.activeRow];
    if (!row) return this.element.querySelector(".outline-add").focus();
    this.reveal(row.node.id);
    this.#draw();
    this.drawn.get(row.node.id)?.focus({ preventScroll: true });
    return undefined;
  }

  // --- drawing ------------------------------------------------------------------------------------------------

  #draw() {
    this.rowHeight ||= this.#measure();
    const [from, to] = windowOf(this.rows.length, this.tree.scrollTop, this.tree.clientHeight, this.rowHeight);
    const active = this.activeRow;
    const wanted = new Set();
    this.spacer.style.setProperty("block-size", `${this.rows.length * this.rowHeight}px`);
    for (const [index, row] of this.rows.entries()) {
      if ((index < from || index >= to) && index !== active) continue;
      wanted.add(row.node.id);
      if (this.drawn.has(row.node.id)) continue;
      const element = this.#row(row, index, active);
      this.drawn.set(row.node.id, element);
      this.spacer.insertBefore(element, this.#following(index));
    }
    for (const [id, element] of this.drawn) {
      if (wanted.has(id)) continue;
      element.remove();
      this.drawn.delete(id);
    }
  }

  /** Rows stand in the page in the order of the tree, for those who listen. @param {number} index @returns {Element | null} */
  #following(index) {
    for (const element of this.spacer.children) if (Number(/** @type {HTMLElement} */ (element).dataset.index) > index) return element;
    return null;
  }

  #measure() {
    const probe = h("div", { class: "outline-row", text: "x" });
    this.spacer.append(probe);
    const height = probe.getBoundingClientRect().height;
    probe.remove();
    return height || 36;
  }

  /** @param {Row} row @param {number} index @param {number} active */
  #row({ node, depth, size, position, isOpen }, index, active) {
    const { app } = this;
    const type = typeOf(node);
    const problems = app.problemsInside(node, isOpen === false);
    const isChosen = app.selection.includes(node.id);
    const element = h("div", {
      class: "outline-row", role: "treeitem", tabindex: index === active ? 0 : -1, draggable: "true",
      "aria-level": depth + 1, "aria-setsize": size, "aria-posinset": position, "aria-selected": String(isChosen),
      "aria-expanded": isOpen === null ? undefined : String(isOpen), data: { id: node.id, index, kind: type, depth },
    },
    isOpen === null ? h("span", { class: "outline-fold" }) : h("span", { class: "outline-fold", "aria-hidden": "true", data: { fold: "" } }, icon("chevron-right")),
    icon(signOf(type)), h("span", { class: "outline-label", text: titleOf(node, app.language) || nameOf(node) }),
    node.relevant ? h("span", { class: "outline-mark", title: t("Asked under a condition") }, icon("funnel"), h("span", { class: "visually-hidden", text: t("Asked under a condition") })) : null,
    problems.length ? this.#dot(problems) : null);
    element.style.setProperty("inset-block-start", `${index * this.rowHeight}px`);
    element.style.setProperty("--depth", String(depth));
    return element;
  }

  /** @param {any[]} problems */
  #dot(problems) {
    const isError = problems.some((problem) => problem.severity !== "warning");
    const words = problems.length === 1 ? problems[0].text : t("Problems: {count}", { count: problems.length });
    return h("span", { class: "outline-dot", title: words, data: { severity: isError ? "error" : "warning" } }, icon(isError ? "circle-alert" : "triangle-alert"), h("span", { class: "visually-hidden", text: words }));
  }

  // --- finding ------------------------------------------------------------------------------------------------

  /** @param {string} after */
  #find(after) {
    const found = findTyped(this.app.draft.content, this.find.value, after, this.app.language);
    this.find.setAttribute("aria-invalid", String(Boolean(this.find.value) && !found));
    if (!found) return;
    this.app.select([found]);
    this.reveal(found);
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #onFindKey(event) {
    if (event.key === "Enter") this.#find(this.app.active);
    if (event.key === "Escape" || event.key === "ArrowDown") this.focus();
    if (["Enter", "ArrowDown"].includes(event.key)) event.preventDefault();
  }

  /** @param {string} typed @param {string} after */
  jumpTyped(typed, after) {
    const found = findTyped(this.app.draft.content, typed, after, this.app.language);
    if (!found) return;
    this.app.select([found]);
    this.focus();
  }

  /** Ids of the visible rows between two of them. @param {string} a @param {string} b @returns {string[]} */
  between(a, b) {
    const [from, to] = [a, b].map((id) => this.rows.findIndex((row) => row.node.id === id)).sort((one, other) => one - other);
    return this.rows.slice(Math.max(0, from), to + 1).map((row) => row.node.id);
  }

  /** Whether the row lies inside one of these nodes. @param {string} id @param {string[]} ids */
  isWithin(id, ids) {
    return ids.some((one) => [...walk([this.app.draft.find(one)].filter(Boolean))].some(({ node }) => node.id === id));
  }
}
