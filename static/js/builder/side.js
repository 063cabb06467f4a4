/** @file The right side: preview, problems, translations, choice lists, test cases, score, blocks, changes. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { Blocks } from "./blocks.js";
import { Cases } from "./cases.js";
import { iconButton } from "./dialogs.js";
import { History } from "./history.js";
import { Lists } from "./lists.js";
import { Preview } from "./preview.js";
import { Problems } from "./problems.js";
import { ScorePage } from "./score-page.js";
import { Translations } from "./translations.js";

/** @typedef {import("./builder.js").Builder} Builder */
/** @typedef {{ element: HTMLElement, refresh: () => void, onState?: () => void, onSelect?: () => void, isWide?: boolean, badge?: () => string }} Panel */

export class Side {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.preview = new Preview(app);
    this.lists = new Lists(app);
    this.score = new ScorePage(app);
    /** @type {{ id: string, label: string, sign: string, panel: Panel }[]} */
    this.tabs = [
      { id: "preview", label: t("Preview"), sign: "tablet", panel: this.preview },
      { id: "problems", label: t("Problems"), sign: "circle-alert", panel: new Problems(app) },
      { id: "translations", label: t("Translations"), sign: "languages", panel: new Translations(app) },
      { id: "lists", label: t("Choice lists"), sign: "list-checks", panel: this.lists },
      { id: "cases", label: t("Test cases"), sign: "clipboard-check", panel: new Cases(app, this.preview) },
      { id: "score", label: t("Scoring"), sign: "target", panel: this.score },
      { id: "blocks", label: t("Blocks"), sign: "blocks", panel: new Blocks(app) },
      { id: "changes", label: t("Changes"), sign: "history", panel: new History(app) },
    ];
    this.chosen = "preview";
    this.isWide = false;
    this.list = h("div", { class: "side-tabs", role: "tablist", "aria-label": t("Preview and more") });
    this.widen = iconButton(t("Wide"), "maximize", () => this.#setWide(!this.isWide), { "aria-pressed": "false" });
    this.panel = h("div", { class: "side-panel", role: "tabpanel", id: "side-panel" });
    this.element = h("aside", { class: "builder-side", "aria-label": t("Preview and more") }, h("div", { class: "side-head" }, this.list, this.widen), this.panel);
    for (const tab of this.tabs) this.panel.append(tab.panel.element);
    this.#draw();
  }

  get current() {
    return this.tabs.find((tab) => tab.id === this.chosen) ?? this.tabs[0];
  }

  #draw() {
    const buttons = this.tabs.map((tab, index) => h("button", {
      type: "button", class: "side-tab", role: "tab", id: `side-tab-${tab.id}`, "aria-selected": String(tab.id === this.chosen), "aria-controls": "side-panel", tabindex: tab.id === this.chosen ? 0 : -1, title: tab.label,
      on: { click: () => this.open(tab.id), keydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event, index) },
    }, icon(tab.sign), h("span", { class: "side-tab-label", text: tab.label }), h("span", { class: "side-badge" })));
    this.list.replaceChildren(...buttons);
    this.panel.setAttribute("aria-labelledby", `side-tab-${this.chosen}`);
    for (const tab of this.tabs) tab.panel.element.hidden = tab.id !== this.chosen;
    this.#badges();
  }

  #badges() {
    this.tabs.forEach((tab, index) => {
      const badge = this.list.children[index]?.querySelector(".side-badge");
      const text = tab.panel.badge?.() ?? "";
      if (badge && badge.textContent !== text) badge.textContent = text;
    });
  }

  /** @param {KeyboardEvent} event @param {number} index */
  #onKey(event, index) {
    const { length } = this.tabs;
    const to = /** @type {Record<string, number>} */ ({ ArrowRight: (index + 1) % length, ArrowLeft: (index - 1 + length) % length, Home: 0, End: length - 1 })[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.open(this.tabs[to].id);
    /** @type {HTMLElement} */ (this.list.children[to]).focus();
  }

  /** @param {string} id */
  open(id) {
    const hadFocus = this.list.contains(document.activeElement);
    this.chosen = id;
    this.app.root.dataset.pane = "side";
    this.#draw();
    this.#setWide(Boolean(this.current.panel.isWide));
    this.current.panel.refresh();
    this.app.bar.refresh();
    if (hadFocus) /** @type {HTMLElement | null} */ (this.list.querySelector("[aria-selected=true]"))?.focus();
  }

  /** @param {string} list @param {string} id of a choice @param {string} key */
  openList(list, id, key) {
    this.lists.choose(list);
    this.open("lists");
    this.lists.goTo(id, key);
  }

  /** @param {string} key such as `scheme/knock_outs/0/when` */
  openScore(key) {
    this.open("score");
    this.score.focusKey(key);
  }

  /** The properties are shown again where a wide panel had taken their place. */
  giveRoom() {
    this.#setWide(false);
  }

  /** @param {boolean} isWide */
  #setWide(isWide) {
    this.isWide = isWide;
    this.app.root.toggleAttribute("data-wide", isWide);
    this.widen.setAttribute("aria-pressed", String(isWide));
  }

  /** @param {string} id */
  async reload(id) {
    if (this.chosen === id) this.current.panel.refresh();
  }

  refresh() {
    this.current.panel.refresh();
    this.#badges();
  }

  onState() {
    for (const tab of this.tabs) if (tab.panel.onState && (tab.id === this.chosen || tab.id === "preview")) tab.panel.onState();
    this.#badges();
  }

  onSelect() {
    this.preview.onSelect();
    if (this.chosen !== "preview") this.current.panel.onSelect?.();
  }
}
