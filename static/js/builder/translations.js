/** @file Every text side by side in all languages; what is missing is marked and can be filtered. */

import { h, icon } from "../player/dom.js";
import { languageName, t } from "../player/texts.js";
import { everyNode, nameOf, TEXTS } from "./tree.js";
import { wordFor } from "./properties.js";

/** @typedef {import("./builder.js").Builder} Builder */
/** @typedef {{ of: string, key: string, where: string, what: string, texts: Record<string, string> }} Text */

const PAGE = 60;

export class Translations {
  isWide = true;

  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.count = PAGE;
    this.onlyMissing = h("input", { type: "checkbox", on: { change: () => this.#again() } });
    this.search = h("input", { class: "input", type: "search", placeholder: t("Search the texts"), "aria-label": t("Search the texts"), on: { input: () => this.#again() } });
    this.total = h("p", { class: "muted small", role: "status" });
    this.body = h("div", { class: "side-scroll translations" });
    this.element = h("div", { class: "side-fill" }, h("div", { class: "side-tools" }, this.search, h("label", { class: "check" }, this.onlyMissing, h("span", { text: t("Missing only") })), this.total), this.body);
    this.body.addEventListener("scroll", () => {
      if (this.body.scrollTop + this.body.clientHeight > this.body.scrollHeight - 200 && this.count < this.shown) this.#more();
    });
    this.shown = 0;
  }

  badge() {
    const missing = this.#all().filter((text) => this.#isMissing(text)).length;
    return this.app.languages.length > 1 && missing ? String(missing) : "";
  }

  /** @returns {Text[]} */
  #all() {
    const { document } = this.app.draft.content;
    /** @type {Text[]} */
    const found = [];
    const add = (/** @type {string} */ of, /** @type {any} */ owner, /** @type {string} */ key, /** @type {string} */ where, /** @type {string} */ what) => {
      const texts = owner[key];
      if (texts && typeof texts === "object" && Object.values(texts).some(Boolean)) found.push({ of, key, where, what, texts });
    };
    for (const key of ["title", "description"]) add("document", document, key, t("Questionnaire"), key === "title" ? t("Title") : t("Description"));
    for (const { node } of everyNode(this.app.draft.content)) for (const key of TEXTS) add(node.id, node, key, nameOf(node), wordFor(key));
    for (const [list, choices] of Object.entries(document.choices)) for (const choice of choices) add(choice.id, choice, "label", list, choice.name);
    return found;
  }

  /** @param {Text} text */
  #isMissing = ({ texts }) => this.app.languages.some((language) => !texts[language]?.trim());

  #again() {
    this.count = PAGE;
    this.signature = "";
    this.refresh();
  }

  #more() {
    this.count += PAGE;
    this.signature = "";
    this.refresh();
  }

  refresh() {
    const { languages } = this.app;
    const all = this.#all();
    const missing = all.filter(this.#isMissing).length;
    const wanted = this.search.value.trim().toLowerCase();
    const active = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.of ?? "";
    const rows = all.filter((text) => (!this.onlyMissing.checked || this.#isMissing(text) || text.of === active) && (!wanted || `${text.where} ${Object.values(text.texts).join(" ")}`.toLowerCase().includes(wanted)));
    this.shown = rows.length;
    this.total.textContent = missing ? t("{count} of {all} texts lack a language", { count: missing, all: all.length }) : t("All {all} texts are there in every language", { all: all.length });
    const signature = JSON.stringify([languages, this.count, rows.slice(0, this.count).map((text) => [text.of, text.key])]);
    if (signature !== this.signature) this.#build(rows.slice(0, this.count));
    this.signature = signature;
    this.#values(rows);
  }

  /** @param {Text[]} rows */
  #build(rows) {
    const { languages } = this.app;
    const focus = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.field;
    const { scrollTop } = this.body;
    this.body.replaceChildren(h("table", { class: "translation-table" }, h("caption", { class: "visually-hidden", text: t("Translations") }),
      h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("Text of") }), ...languages.map((language) => h("th", { scope: "col", text: language === "default" ? t("Text") : languageName(language) })))),
      h("tbody", {}, ...rows.map((text) => this.#row(text)))));
    this.body.scrollTop = scrollTop;
    if (focus) /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-field="${CSS.escape(focus)}"]`))?.focus();
  }

  /** @param {Text} text */
  #row({ of, key, where, what }) {
    return h("tr", {}, h("th", { scope: "row" }, h("button", { type: "button", class: "link-button", on: { click: () => this.app.goTo(of, key) }, text: where }), h("span", { class: "translation-what", text: what })),
      ...this.app.languages.map((language) => {
        const area = h("textarea", { class: "input input-grow", rows: 1, lang: language === "default" ? undefined : language, "aria-label": `${where}, ${what}, ${language}`, data: { of, key, language, field: `t/${of}/${key}/${language}` } });
        area.addEventListener("input", () => this.app.setText(of, key, language, area.value));
        area.addEventListener("blur", () => this.app.draft.settle());
        return h("td", {}, area, h("span", { class: "translation-missing" }, icon("circle-dashed"), t("missing")));
      }));
  }

  /** @param {Text[]} rows */
  #values(rows) {
    const byPlace = new Map(rows.map((text) => [`${text.of}/${text.key}`, text.texts]));
    for (const area of /** @type {NodeListOf<HTMLTextAreaElement>} */ (this.body.querySelectorAll("textarea"))) {
      const { of, key, language = "" } = area.dataset;
      const value = byPlace.get(`${of}/${key}`)?.[language] ?? "";
      if (document.activeElement !== area && area.value !== value) area.value = value;
      area.parentElement?.toggleAttribute("data-missing", !value.trim());
    }
  }
}
