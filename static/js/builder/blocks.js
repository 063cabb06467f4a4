/** @file The library of blocks: pieces of questionnaires to use again, by drag or by button. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { copies, inserting, outermost, targetFor, mayStandIn } from "./commands.js";
import { button, confirmDialog, iconButton, promptDialog, say } from "./dialogs.js";
import { suggestName } from "./names.js";
import { BLOCK } from "./outline-drag.js";
import { freshKey, isContainer, kindOf, listOf, walk } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./document.js").Operation} Operation */

export class Blocks {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.list = h("ul", { class: "block-list", role: "list" });
    this.element = h("div", { class: "side-scroll stack" }, h("div", { class: "side-tools" }, button(t("Save the selection as a block"), () => app.saveBlock(), { sign: "save" })), this.list);
  }

  refresh() {
    void this.#load();
  }

  async #load() {
    const blocks = await this.app.server.blocks();
    this.list.replaceChildren(...(blocks.length ? blocks.map((block) => this.#row(block)) : [h("li", { class: "muted small", text: t("No blocks yet. Choose items in the outline and save them here; then they are at hand in every questionnaire.") })]));
  }

  /** @param {any} block */
  #row(block) {
    const items = [...walk([block.node])].filter(({ node }) => !isContainer(node)).length;
    const row = h("li", { class: "block", draggable: "true" }, icon("grip-vertical"), h("span", { class: "block-name" }, h("strong", { text: block.name }), h("span", { class: "muted small", text: t("Items: {count}", { count: items }) })),
      button(t("Insert"), () => void this.app.insertBlock(block.id), { kind: "quiet", sign: "plus", "aria-label": t("Insert “{name}”", { name: block.name }) }),
      iconButton(t("Delete “{name}”", { name: block.name }), "trash-2", () => this.#delete(block)));
    row.addEventListener("dragstart", (/** @type {DragEvent} */ event) => event.dataTransfer?.setData(BLOCK, block.id));
    return row;
  }

  /** @param {any} block */
  #delete(block) {
    confirmDialog(t("Delete “{name}” from the library?", { name: block.name }), [h("p", { text: t("Questionnaires that used it keep their copies.") })], t("Delete"), async () => {
      const isDone = await this.app.server.deleteBlock(block.id);
      if (!isDone) say(t("The block could not be deleted."), { tone: "danger" });
      await this.#load();
    });
  }
}

/** Several nodes become one group. @param {Builder} app */
export function saveBlock(app) {
  const nodes = outermost(app.draft, app.selection);
  if (!nodes.length) {
    say(t("Choose items in the outline first."), { tone: "caution" });
    return;
  }
  const language = app.languages[0];
  promptDialog(t("Save as block"), t("Name of the block"), nodes[0].label?.[language] ?? "", async (name) => {
    const node = nodes.length === 1 ? nodes[0] : { id: freshKey(), group: suggestName(name) || "block", label: { [language]: name }, items: nodes };
    const { choices: all } = app.draft.content.document;
    const lists = new Set([...walk([node])].map((step) => listOf(step.node)).filter((list) => all[list]));
    const isSaved = await app.server.saveBlock({ name, node, choices: Object.fromEntries([...lists].map((list) => [list, all[list]])) });
    say(isSaved ? t("“{name}” is in the library.", { name }) : t("The block could not be saved."), { tone: isSaved ? "good" : "danger" });
    if (isSaved) void app.side.reload("blocks");
  });
}

/** @param {Builder} app @param {string} id @param {string} into @param {string} before */
export async function insertBlock(app, id, into, before) {
  const block = (await app.server.blocks()).find((/** @type {any} */ one) => one.id === id);
  if (!block) return;
  const { draft } = app;
  const [node] = copies(draft, [block.node]);
  const present = draft.content.document.choices;
  const lists = Object.entries(block.choices ?? {}).filter(([name]) => !present[name]).map(([name, choices]) => /** @type {Operation} */ ({ do: "set", of: "document", keys: ["choices", name], value: app.freshChoices(/** @type {any[]} */ (choices)) }));
  const list = draft.list(into) ?? [];
  const at = list.findIndex((one) => one.id === before);
  const target = into && mayStandIn(node, into) ? { into, at: at < 0 ? list.length : at } : targetFor(draft, app.active, kindOf(node));
  if (!target) return;
  app.act(t("Add: {what}", { what: block.name }), [...lists, ...inserting(target, [node])], { focus: node.id });
  app.select([node.id]);
  app.outline.reveal(node.id);
  app.outline.refresh();
  app.outline.focus();
}
