/** @file What was changed in this session, step by step, and the way to the comparison with what is published. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button } from "./dialogs.js";
import { titleOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder */

const MOST = 100;

export class History {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.list = h("ol", { class: "history-list", role: "list", reversed: true });
    const { urls, versions = [] } = app.boot;
    const last = versions.at(-1);
    const compare = urls.diff && versions.length ? h("a", { class: "button button-secondary", href: urls.diff }, icon("history"), h("span", { text: t("Compare with version {version}", { version: last.version }) })) : h("p", { class: "small muted", text: t("Nothing is published yet.") });
    const all = urls.revisions ? h("a", { class: "button button-quiet", href: urls.revisions }, icon("history"), h("span", { text: t("All revisions") })) : null;
    this.element = h("div", { class: "side-scroll stack" }, h("div", { class: "side-tools" }, compare, all), h("h2", { class: "side-title", text: t("In this session") }), this.list);
  }

  refresh() {
    const { done, undone } = this.app.draft;
    const rows = [...[...undone].map((entry, index) => this.#row(entry, { isUndone: true, steps: undone.length - index })), ...[...done].reverse().map((entry, index) => this.#row(entry, { isUndone: false, steps: index }))].slice(0, MOST);
    this.list.replaceChildren(...(rows.length ? rows : [h("li", { class: "muted small", text: t("Nothing changed yet.") })]));
  }

  /** @param {import("./document.js").Entry} entry @param {{ isUndone: boolean, steps: number }} place */
  #row(entry, { isUndone, steps }) {
    const node = this.app.draft.find(entry.focus);
    const go = () => {
      for (let step = 0; step < steps; step++) isUndone ? this.app.draft.redo() : this.app.draft.undo();
      this.app.side.refresh();
    };
    return h("li", { class: "history-row", data: { undone: isUndone ? "" : undefined } }, h("span", {}, h("strong", { text: entry.label }), node ? h("span", { class: "muted", text: ` ${titleOf(node, this.app.language) || node.name || ""}` }) : null),
      steps ? button(isUndone ? t("Redo up to here") : t("Back to here"), go, { kind: "quiet" }) : h("span", { class: "small muted", text: t("now") }));
  }
}
