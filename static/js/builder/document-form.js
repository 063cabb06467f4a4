/** @file The questionnaire itself: title, version, languages, modes, ways out, and the frame of its scheme. */

import { h, icon } from "../player/dom.js";
import { languageName, t } from "../player/texts.js";
import { button, confirmDialog, promptDialog } from "./dialogs.js";
import { checkField, checksField, selectField, textField, textsField } from "./fields.js";
import { pairsField } from "./pairs-field.js";
import { rulesForm } from "./rules-form.js";
import { everyNode, languagesOf, TEXTS } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./fields.js").Field} Field */

export class DocumentForm {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    /** @type {Field[]} */
    this.fields = [];
    this.elements = [
      h("header", { class: "inspector-head" }, h("span", { class: "inspector-sign" }, icon("clipboard-list")), h("div", { class: "inspector-heading" }, h("h2", { class: "inspector-title", tabindex: "-1", text: t("Questionnaire") }))),
      this.#group(t("About it"), this.#about()), this.#group(t("Languages"), [this.#languages()]), this.#group(t("Where and how"), this.#how()), this.#group(t("Rules"), this.#rules()), this.#group(t("Scoring"), this.#scheme()),
      this.#group(t("For other tools"), this.#settings(), { isOpen: Boolean(app.draft.content.document.settings) }),
    ];
  }

  /** @param {string} title @param {HTMLElement[]} elements @param {{ isOpen: boolean }} [options] */
  #group(title, elements, { isOpen } = { isOpen: true }) {
    return h("details", { class: "inspector-group", open: isOpen }, h("summary", {}, icon("chevron-right"), h("span", { text: title })), h("div", { class: "inspector-fields" }, ...elements));
  }

  /** @param {Field} field */
  #keep(field) {
    this.fields.push(field);
    return field.element;
  }

  #about() {
    const { app } = this;
    const { document } = app.draft.content;
    const texts = (/** @type {string} */ key, /** @type {string} */ label, /** @type {number} */ rows) => this.#keep(textsField(label, languagesOf(document), (language) => ({
      get: () => (typeof document[key] === "string" ? document[key] : document[key]?.[language]), set: (value) => app.setText("document", key, language, value), done: () => app.draft.settle(),
    }), { key, rows }));
    return [texts("title", t("Title"), 1), texts("description", t("Description"), 2),
      h("div", { class: "field-row" }, this.#keep(textField(t("Name"), { ...app.binding("document", "questionnaire", t("Name")), set: (value) => this.#rename(value) }, { key: "questionnaire", hint: t("Small letters and hyphens.") })),
        this.#keep(textField(t("Version"), app.binding("document", "version", t("Version")), { key: "version" })))];
  }

  /** The scheme says which questionnaire it is for. @param {string} name */
  #rename(name) {
    const { document, scheme } = this.app.draft.content;
    /** @type {import("./document.js").Operation[]} */
    const operations = [{ do: "set", of: "document", keys: ["questionnaire"], value: name || undefined }];
    if (scheme && (scheme.for ?? "") === (document.questionnaire ?? "")) operations.push({ do: "set", of: "scheme", keys: ["for"], value: name });
    this.app.act(t("Name"), operations, { run: "document/questionnaire", focus: "document" });
  }

  #languages() {
    const { app } = this;
    const { document } = app.draft.content;
    const languages = languagesOf(document);
    const rows = languages.map((language) => h("li", { class: "language-row" }, h("span", { class: "language-tag", text: language }), h("span", { text: language === "default" ? t("One language") : languageName(language) }),
      languages.length > 1 ? button(t("Take away"), () => this.#dropLanguage(language), { kind: "quiet" }) : null));
    const main = languages.length > 1 ? this.#keep(selectField(t("Shown first"), { get: () => document.default_language || languages[0], set: (value) => app.set("document", ["default_language"], value, t("Shown first")) },
      languages.map((language) => [language, languageName(language)]), { key: "default_language" })) : null;
    return h("div", { class: "stack stack-tight" }, h("ul", { class: "language-list", role: "list" }, ...rows), main,
      button(t("Add a language"), () => promptDialog(t("Add a language"), t("Its code, for example en, fr or pl"), "", (text) => this.#addLanguage(text.toLowerCase())), { kind: "quiet", sign: "plus", data: { field: "languages-add" } }));
  }

  /** @param {string} code */
  #addLanguage(code) {
    const languages = languagesOf(this.app.draft.content.document);
    if (!/^[a-z]{2,3}(-[a-z0-9]+)*$/.test(code) || languages.includes(code)) return;
    if (languages[0] === "default") this.#nameFirst(code);
    else this.app.set("document", ["languages"], [...languages, code], t("Add a language"));
  }

  /** A questionnaire of one nameless language: its texts become those of the first language. @param {string} code */
  #nameFirst(code) {
    /** @type {import("./document.js").Operation[]} */
    const operations = [{ do: "set", of: "document", keys: ["languages"], value: [code] }];
    const rename = (/** @type {string} */ of, /** @type {any} */ owner) => {
      for (const key of [...TEXTS, "title", "description"]) {
        if (owner[key] && typeof owner[key] === "object" && "default" in owner[key]) operations.push({ do: "set", of, keys: [key], value: { [code]: owner[key].default } });
      }
    };
    const { document } = this.app.draft.content;
    rename("document", document);
    for (const { node } of everyNode(this.app.draft.content)) rename(node.id, node);
    for (const choices of Object.values(document.choices)) for (const choice of choices) rename(choice.id, choice);
    this.app.act(t("Add a language"), operations);
  }

  /** @param {string} language */
  #dropLanguage(language) {
    const { app } = this;
    const name = languageName(language);
    confirmDialog(t("Take {language} away?", { language: name }), [h("p", { text: t("Its texts stay in the draft and come back when you add the language again.") })], t("Take away"), () => {
      const { document } = app.draft.content;
      /** @type {import("./document.js").Operation[]} */
      const operations = [{ do: "set", of: "document", keys: ["languages"], value: languagesOf(document).filter((one) => one !== language) }];
      if (document.default_language === language) operations.push({ do: "set", of: "document", keys: ["default_language"], value: undefined });
      app.act(t("Take away"), operations);
    });
  }

  #how() {
    const { app } = this;
    const { document } = app.draft.content;
    const many = (/** @type {string} */ key, /** @type {string} */ label, /** @type {[string, string][]} */ options) => this.#keep(checksField(label, { get: () => document[key] ?? [], set: (values) => app.set("document", [key], values, label) }, options, { key }));
    return [many("modes", t("Used for"), [["capi", t("Visits (tablet)")], ["cati", t("Calls")], ["web", t("Web")]]),
      many("missing", t("Ways out for every item"), [["dont_know", t("Don't know")], ["refused", t("Refused")], ["not_applicable", t("Not applicable")]])];
  }

  #rules() {
    const { elements, fields } = rulesForm(this.app);
    this.fields.push(...fields);
    return elements;
  }

  #scheme() {
    const { app } = this;
    const { scheme } = app.draft.content;
    if (!scheme) return [h("p", { class: "field-hint", text: t("Without a scheme, yes/no items and rating scales count equally.") }), button(t("Make a scoring scheme"), () => app.makeScheme(), { sign: "target" })];
    return [h("p", { class: "field-hint", text: t("Weights, targets, grades, bonus and what cuts the score stand together on their own page.") }), button(t("Open the score"), () => app.side.open("score"), { sign: "target" })];
  }

  /** What workbooks of other tools need, and what they brought along. */
  #settings() {
    const { app } = this;
    const settings = () => app.draft.content.document.settings ?? {};
    const set = (/** @type {Record<string, any> | undefined} */ values) => app.set("document", ["settings"], values && Object.keys(values).length ? values : undefined, t("For other tools"));
    const lenient = checkField(t("Read it as leniently as other tools do"), {
      get: () => ["yes", "true"].includes(String(settings().lenient ?? "").toLowerCase()),
      set: (value) => set({ ...rest(settings()), ...(value ? { lenient: "yes" } : {}) }),
    }, { key: "settings/lenient", hint: t("For workbooks made elsewhere: what those tools pass over is a warning here, not an error.") });
    const others = pairsField(t("Settings of other tools"), { get: () => rest(settings()), set: (values) => set({ ...(settings().lenient ? { lenient: settings().lenient } : {}), ...values }), done: () => app.draft.settle() }, { key: "settings", hint: t("Kept for other tools; nothing here reads them.") });
    return [this.#keep(lenient), this.#keep(others)];
  }
}

/** @param {Record<string, any>} settings */
function rest({ lenient: _, ...others }) {
  return others;
}
