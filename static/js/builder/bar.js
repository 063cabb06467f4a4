/** @file The bar on top: name, state of saving, undo and redo, export, publish; on a tablet the switch between the panes. */

import { h, icon, setText } from "../player/dom.js";
import { t } from "../player/texts.js";
import { announce, iconButton, menuButton } from "./dialogs.js";

/** @typedef {import("./builder.js").Builder} Builder */

export class Bar {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    const { urls } = app.boot;
    this.name = h("h1", { class: "bar-name" });
    this.state = h("span", { class: "bar-state", data: { level: "good" } });
    this.undo = iconButton(`${t("Undo")} (Ctrl+Z)`, "undo-2", () => app.undo());
    this.redo = iconButton(`${t("Redo")} (Ctrl+Shift+Z)`, "redo-2", () => app.redo());
    this.problems = h("button", { type: "button", class: "button button-quiet bar-problems", on: { click: () => app.side.open("problems") } });
    const back = urls.list ? h("a", { class: "button button-quiet button-square", href: urls.list, "aria-label": t("All questionnaires"), title: t("All questionnaires") }, icon("arrow-left")) : null;
    const exporting = menuButton(t("Import and export"), "download", () => this.#exports(), { iconOnly: true });
    this.publish = h("a", { class: "button button-primary", href: urls.publish ?? urls.diff ?? "#", on: { click: (/** @type {MouseEvent} */ event) => void this.#leave(event) } }, icon("send"), h("span", { text: t("Publish …") }));
    this.element = h("header", { class: "builder-bar" }, back, h("div", { class: "bar-heading" }, this.name, this.state), this.#panes(), h("div", { class: "bar-acts" }, this.problems, app.mayEdit ? this.undo : null, app.mayEdit ? this.redo : null, exporting, app.mayEdit ? this.publish : null));
    this.status("saved", "");
    this.refresh();
    addEventListener("beforeunload", (event) => { if (app.saver.isDirty || app.saver.isSending) event.preventDefault(); });
    addEventListener("online", () => app.saver.online());
  }

  /** Narrow screens show one pane beside the outline. */
  #panes() {
    const pane = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ sign) => h("button", { type: "button", class: "switch-option", data: { pane: id }, on: { click: () => this.show(id) } }, icon(sign), h("span", { text: label }));
    this.switch = h("div", { class: "switch bar-panes", role: "group", "aria-label": t("What is shown") }, pane("inspector", t("Properties"), "sliders-horizontal"), pane("side", t("Preview"), "tablet"));
    return this.switch;
  }

  /** @param {string} pane */
  show(pane) {
    this.app.root.dataset.pane = pane;
    this.refresh();
  }

  #exports() {
    const { urls } = this.app.boot;
    const base = (urls.export ?? "").replace(/\/$/, "");
    const link = (/** @type {string} */ kind, /** @type {string} */ label) => h("a", { class: "menu-item", href: `${base}/${kind}`, download: "" }, icon("download"), h("span", { text: label }));
    return [h("p", { class: "menu-heading", text: t("Export") }), link("xlsx", t("XLSForm workbook")), link("yaml", t("YAML")), link("md", t("Markdown")), link("xml", t("XForm")),
      urls.list ? h("p", { class: "menu-heading", text: t("Import") }) : null, urls.list ? h("a", { class: "menu-item", href: urls.list }, icon("upload"), h("span", { text: t("As a new draft …") })) : null,
      urls.files ? h("a", { class: "menu-item", href: urls.files }, icon("image"), h("span", { text: t("Pictures, sounds and films …") })) : null].filter(Boolean);
  }

  /** The server's page shows what the server has: first everything goes there. @param {MouseEvent} event */
  async #leave(event) {
    if (!this.app.saver.isDirty) return;
    event.preventDefault();
    const { href } = this.publish;
    if (await this.app.saver.send()) location.href = href;
  }

  refresh() {
    const { app } = this;
    setText(this.name, app.title());
    const errors = app.state.problems.filter((/** @type {any} */ problem) => problem.severity !== "warning").length;
    const warnings = app.state.problems.length - errors;
    this.problems.dataset.level = errors ? "error" : warnings ? "warning" : "good";
    const words = errors ? t("Errors: {count}", { count: errors }) : warnings ? t("Warnings: {count}", { count: warnings }) : t("No problems");
    this.problems.replaceChildren(icon(errors ? "circle-alert" : warnings ? "triangle-alert" : "circle-check"), h("span", { text: words }));
    this.undo.disabled = !app.draft.done.length;
    this.redo.disabled = !app.draft.undone.length;
    for (const option of this.switch.children) option.setAttribute("aria-pressed", String((app.root.dataset.pane ?? "inspector") === option.dataset.pane));
  }

  /** @param {import("./saving.js").Status} status @param {string} detail */
  status(status, detail) {
    const { sign, words, level } = {
      saved: { sign: "cloud-check", words: t("Saved"), level: "good" },
      changed: { sign: "cloud-upload", words: t("Not saved yet"), level: "calm" },
      saving: { sign: "cloud-upload", words: t("Saving …"), level: "calm" },
      offline: { sign: "cloud-off", words: t("No connection; kept in this browser and sent later"), level: "wait" },
      refused: { sign: "triangle-alert", words: detail || t("The server did not take it; sign in again in another tab"), level: "alarm" },
    }[status];
    if (this.shown === words) return;
    const wasAway = this.state.dataset.level === "wait" || this.state.dataset.level === "alarm";
    this.shown = words;
    this.state.dataset.level = level;
    this.state.dataset.status = status;
    this.state.title = words;
    this.state.replaceChildren(icon(sign), h("span", { text: words }));
    if (level === "wait" || level === "alarm" || (status === "saved" && wasAway)) announce(words);
  }
}
