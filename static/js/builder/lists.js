/** @file The choice lists that items share, and the tables that stand in csv files. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { CellGrid } from "./cell-grid.js";
import { pasteChoices } from "./choice-editor.js";
import { button, promptDialog, say } from "./dialogs.js";
import { freshName, suggestList } from "./names.js";
import { fileName } from "./table-text.js";
import { choiceSource, tableSource } from "./grid-sources.js";
import { pasteTable } from "./tables.js";
import { renamingList } from "./references.js";
import { titleOf, usersOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder */

export class Lists {
  isWide = true;

  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.chosen = "";
    this.names = h("ul", { class: "list-names", role: "list" });
    this.body = h("div", { class: "list-body stack" });
    this.element = h("div", { class: "lists" }, h("div", { class: "list-side" }, this.names, button(t("New choice list"), () => this.#add(), { kind: "quiet", sign: "plus" }), button(t("New table"), () => this.#addTable(), { kind: "quiet", sign: "table" })), this.body);
  }

  get all() {
    return Object.keys(this.app.draft.content.document.choices);
  }

  /** Lists that stand in csv files. */
  get tables() {
    return Object.keys(this.app.draft.content.tables);
  }

  /** @param {string} list */
  choose(list) {
    this.chosen = list;
    this.shape = "";
  }

  /** @param {string} id of a choice in the chosen list @param {string} key such as `label/de` */
  goTo(id, key) {
    const row = this.app.draft.place(id)?.index ?? 0;
    const column = this.editor?.columns.findIndex((one) => one.key === key) ?? -1;
    this.editor?.goTo(row, Math.max(0, column));
    this.editor?.focus();
  }

  refresh() {
    const all = [...this.all, ...this.tables];
    if (!all.includes(this.chosen)) this.chosen = all[0] ?? "";
    const users = usersOf(this.app.draft.content, this.chosen);
    const shape = JSON.stringify([all, this.chosen, users.map((node) => [node.id, titleOf(node, this.app.language)])]);
    if (shape === this.shape) return this.editor?.refresh();
    this.shape = shape;
    this.names.replaceChildren(...all.map((name) => h("li", {}, h("button", { type: "button", class: "list-name", "aria-current": String(name === this.chosen), on: { click: () => { this.choose(name); this.refresh(); } } }, h("span", { text: name }), h("span", { class: "muted small", text: String(usersOf(this.app.draft.content, name).length) })))));
    this.#draw(users);
    return undefined;
  }

  /** @param {import("./tree.js").Node[]} users */
  #draw(users) {
    if (!this.chosen) {
      this.editor = undefined;
      this.body.replaceChildren(h("p", { class: "muted", text: t("No lists yet: they come with the first item that has choices.") }));
      return;
    }
    if (this.tables.includes(this.chosen)) return this.#drawTable(users);
    this.editor = new CellGrid(this.app, choiceSource(this.app, this.chosen));
    const paste = this.app.mayEdit ? button(t("Paste choices"), () => pasteChoices(this.app, this.chosen, ""), { kind: "quiet", sign: "clipboard-list" }) : null;
    this.body.replaceChildren(h("header", { class: "row row-between" }, h("h2", { text: this.chosen }), h("div", { class: "row" }, paste,
      button(t("Rename"), () => this.#rename(), { kind: "quiet", sign: "pencil" }), button(t("Duplicate"), () => this.#duplicate(), { kind: "quiet", sign: "copy" }), button(t("Delete"), () => this.#remove(users.length), { kind: "quiet", sign: "trash-2" }))), this.#used(users), this.editor.element);
    return undefined;
  }

  /** @param {import("./tree.js").Node[]} users */
  #drawTable(users) {
    const { app, chosen } = this;
    this.editor = new CellGrid(app, tableSource(app, chosen));
    const acts = app.mayEdit ? [button(t("Paste rows"), () => pasteTable(app, chosen), { kind: "quiet", sign: "clipboard-list" }), button(t("Delete"), () => this.#removeTable(users.length), { kind: "quiet", sign: "trash-2" })] : [];
    this.body.replaceChildren(h("header", { class: "row row-between" }, h("h2", { text: chosen }), h("div", { class: "row" }, ...acts)), this.#used(users), this.editor.element);
    return undefined;
  }

  /** @param {import("./tree.js").Node[]} users */
  #used(users) {
    return users.length ? h("p", { class: "small muted" }, `${t("Used by")}: `, ...users.slice(0, 8).flatMap((node, index) => [index ? ", " : "", h("button", { type: "button", class: "link-button", on: { click: () => this.app.goTo(node.id) }, text: titleOf(node, this.app.language) })]), users.length > 8 ? ` … (${users.length})` : "") : h("p", { class: "small muted", text: t("No item uses it.") });
  }

  #free = (/** @type {string} */ text) => freshName(suggestList(text), new Set(this.all), "-");

  #add() {
    promptDialog(t("New choice list"), t("Name of the list"), "", (text) => {
      const name = this.#free(text);
      this.choose(name);
      this.app.act(t("New choice list"), [{ do: "set", of: "document", keys: ["choices", name], value: [] }]);
      pasteChoices(this.app, name, "");
    });
  }

  #addTable() {
    promptDialog(t("New table"), t("Name of the table"), "", (text) => {
      const name = fileName(text, this.tables);
      pasteTable(this.app, name, () => { this.choose(name); this.refresh(); });
    });
  }

  /** @param {number} users */
  #removeTable(users) {
    if (users) return say(t("Items use this list ({count}); give them another one first.", { count: users }), { tone: "caution" });
    const { chosen } = this;
    this.app.act(t("Delete"), [{ do: "set", of: "content", keys: ["tables", chosen], value: undefined }]);
    return say(t("“{name}” was deleted.", { name: chosen }), { act: [t("Undo"), () => this.app.undo()] });
  }

  #rename() {
    const list = this.chosen;
    promptDialog(t("Rename"), t("Name of the list"), list, (text) => {
      if (suggestList(text) === list) return;
      const name = this.#free(text);
      this.choose(name);
      this.app.act(t("Rename"), renamingList(this.app.draft.content, list, name));
    });
  }

  #duplicate() {
    const name = this.#free(this.chosen);
    const value = this.app.freshChoices(this.app.draft.content.document.choices[this.chosen]);
    this.choose(name);
    this.app.act(t("Duplicate"), [{ do: "set", of: "document", keys: ["choices", name], value }]);
  }

  /** @param {number} users */
  #remove(users) {
    if (users) return say(t("Items use this list ({count}); give them another one first.", { count: users }), { tone: "caution" });
    this.app.act(t("Delete"), [{ do: "set", of: "document", keys: ["choices", this.chosen], value: undefined }]);
    return say(t("“{name}” was deleted.", { name: this.chosen }), { act: [t("Undo"), () => this.app.undo()] });
  }
}
