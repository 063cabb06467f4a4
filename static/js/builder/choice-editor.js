/** @file The choices of one list: codes, labels in every language, order, paste from a spreadsheet. */

import { freshId, h, icon } from "../player/dom.js";
import { languageName, t } from "../player/texts.js";
import { button, iconButton, openDialog, say } from "./dialogs.js";
import { openChoiceMedia } from "./media-fields.js";
import { freshName, suggestCode } from "./names.js";
import { choicesFrom } from "./paste.js";
import { freshKey } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./tree.js").Choice} Choice */

const CHOICE = "application/x-mystery-choice";

export class ChoiceEditor {
  /** @param {Builder} app @param {string} list */
  constructor(app, list) {
    this.app = app;
    this.list = list;
    this.body = h("div", { class: "choice-rows", role: "list", "aria-label": t("Choices") });
    this.element = h("div", { class: "choice-editor" }, this.body, h("div", { class: "row" },
      button(t("Add a choice"), () => this.add(), { kind: "quiet", sign: "plus", data: { field: `choices-add/${list}` } }),
      button(t("Paste choices"), () => this.paste(""), { kind: "quiet", sign: "clipboard-list" })));
    this.element.addEventListener("paste", (/** @type {ClipboardEvent} */ event) => this.#onPaste(event));
    this.#build();
  }

  /** @returns {Choice[]} */
  get choices() {
    return this.app.draft.content.document.choices[this.list] ?? [];
  }

  refresh() {
    if (this.shape !== this.#shape()) return this.#build();
    for (const control of /** @type {any} */ (this.body.querySelectorAll("[data-choice]"))) {
      const choice = this.app.draft.find(control.dataset.choice);
      const value = control.dataset.language ? choice?.label?.[control.dataset.language] : choice?.name;
      if (document.activeElement !== control && control.value !== (value ?? "")) control.value = value ?? "";
    }
    return undefined;
  }

  #shape() {
    return JSON.stringify([this.app.languages, this.choices.map((choice) => [choice.id, Boolean(choice.media)])]);
  }

  #build() {
    this.shape = this.#shape();
    const active = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.field;
    this.body.style.setProperty("--languages", String(this.app.languages.length));
    this.body.replaceChildren(...this.choices.map((choice, index) => this.#row(choice, index)));
    if (active) /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-field="${CSS.escape(active)}"]`))?.focus();
  }

  /** @param {Choice} choice @param {number} index */
  #row(choice, index) {
    const number = index + 1;
    const code = this.#input(choice, "", choice.name, t("Code of choice {number}", { number }));
    code.addEventListener("change", () => this.#recode(choice, code));
    const labels = this.app.languages.map((language) => {
      const words = language === "default" ? t("Label of choice {number}", { number }) : t("Label of choice {number}, {language}", { number, language: languageName(language) });
      const input = this.#input(choice, language, choice.label?.[language] ?? "", words);
      if (language !== "default") input.lang = language;
      input.placeholder = language === "default" ? "" : language;
      input.addEventListener("input", () => this.app.setText(choice.id, "label", language, input.value));
      input.addEventListener("blur", () => this.#codeFromLabel(choice));
      return input;
    });
    const media = iconButton(t("Picture or sound of choice {number}", { number }), "image", () => openChoiceMedia(this.app, choice, t("Picture or sound of choice {number}", { number })), { data: { field: `choice/${choice.id}/media`, filled: choice.media ? "" : undefined } });
    const remove = iconButton(t("Remove choice {number}", { number }), "x", () => this.remove(choice));
    const row = h("div", { class: "choice-row", role: "listitem", data: { choiceRow: choice.id } },
      h("span", { class: "choice-grip", draggable: "true", title: t("Drag to reorder; Alt+Up and Alt+Down do the same") }, icon("grip-vertical")), code, ...labels, media, remove);
    row.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onKey(event, choice));
    this.#draggable(row, choice);
    return row;
  }

  /** @param {Choice} choice @param {string} language @param {string} value @param {string} label */
  #input(choice, language, value, label) {
    const input = h("input", { class: `input ${language ? "choice-label" : "choice-code"}`, type: "text", autocomplete: "off", spellcheck: language ? undefined : "false", "aria-label": label, data: { choice: choice.id, language, field: `choice/${choice.id}/${language}` } });
    input.value = value;
    return input;
  }

  /** @param {KeyboardEvent} event @param {Choice} choice */
  #onKey(event, choice) {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      event.stopPropagation();
      this.move(choice, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      this.add(choice);
    }
  }

  /** @param {HTMLElement} row @param {Choice} choice */
  #draggable(row, choice) {
    row.querySelector(".choice-grip")?.addEventListener("dragstart", (/** @type {any} */ event) => {
      event.dataTransfer.setData(CHOICE, choice.id);
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    row.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes(CHOICE)) event.preventDefault();
    });
    row.addEventListener("drop", (event) => {
      const id = event.dataTransfer?.getData(CHOICE);
      if (!id || id === choice.id) return;
      event.preventDefault();
      this.#place(id, this.choices.findIndex((one) => one.id === choice.id));
    });
  }

  // --- acts -------------------------------------------------------------------------------------------------------

  /** @param {Choice} [after] */
  add(after) {
    const at = after ? this.choices.findIndex((one) => one.id === after.id) + 1 : this.choices.length;
    const id = freshKey();
    const name = freshName("choice", new Set(this.choices.map((choice) => choice.name)));
    this.app.act(t("Add a choice"), [{ do: "insert", into: `choices/${this.list}`, at, value: { id, name, label: {} } }]);
    this.#focus(id, this.app.languages[0]);
  }

  /** @param {Choice} choice */
  remove(choice) {
    const at = this.choices.findIndex((one) => one.id === choice.id);
    const next = this.choices[at + 1] ?? this.choices[at - 1];
    this.app.act(t("Remove a choice"), [{ do: "remove", id: choice.id }]);
    say(t("“{name}” was removed.", { name: choice.label?.[this.app.languages[0]] || choice.name }), { act: [t("Undo"), () => this.app.undo()] });
    if (next) this.#focus(next.id, this.app.languages[0]);
    else /** @type {HTMLElement | null} */ (document.querySelector(`[data-field="choices-add/${this.list}"]`))?.focus();
  }

  /** @param {Choice} choice @param {number} by */
  move(choice, by) {
    const at = this.choices.findIndex((one) => one.id === choice.id) + by;
    if (at >= 0 && at < this.choices.length) this.#place(choice.id, at);
  }

  /** @param {string} id @param {number} at */
  #place(id, at) {
    const value = structuredClone(this.app.draft.find(id));
    this.app.act(t("Reorder choices"), [{ do: "remove", id }, { do: "insert", into: `choices/${this.list}`, at, value }]);
  }

  /** @param {string} id @param {string} language */
  #focus(id, language) {
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-field="choice/${id}/${CSS.escape(language)}"]`))?.focus();
  }

  /** @param {Choice} choice @param {HTMLInputElement} input */
  #recode(choice, input) {
    const name = input.value.trim();
    if (!name || this.choices.some((one) => one.id !== choice.id && one.name === name)) {
      input.value = choice.name;
      say(t("A code must be there and may occur only once."), { tone: "caution" });
      return;
    }
    this.app.set(choice.id, ["name"], name, t("Code"));
    this.app.draft.settle();
  }

  /** A new choice gets its code from its label. @param {Choice} choice */
  #codeFromLabel(choice) {
    const live = this.app.draft.find(choice.id);
    const label = live?.label?.[this.app.languages[0]];
    this.app.draft.settle();
    if (!label || !/^choice(_\d+)?$/.test(live.name)) return;
    const name = freshName(suggestCode(label), new Set(this.choices.filter((one) => one.id !== choice.id).map((one) => one.name)));
    this.app.set(choice.id, ["name"], name, t("Code"));
    this.app.draft.settle();
  }

  /** Several cells in the clipboard are choices, not text. @param {ClipboardEvent} event */
  #onPaste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/\S[\n\r]+\s*\S|\t/.test(text)) return;
    event.preventDefault();
    this.paste(text);
  }

  /** @param {string} text */
  paste(text) {
    pasteChoices(this.app, this.list, text);
  }
}

/** Shows what was understood before anything is added. @param {Builder} app @param {string} list @param {string} text */
export function pasteChoices(app, list, text) {
  const id = freshId("paste");
  const area = h("textarea", { class: "input", id, rows: 8, placeholder: t("One choice per line; columns from a spreadsheet are code and labels.") });
  area.value = text;
  const shown = h("div", { class: "paste-preview" });
  const replace = h("input", { type: "checkbox" });
  const read = () => {
    const { languages } = app;
    const there = replace.checked ? [] : app.draft.content.document.choices[list] ?? [];
    return choicesFrom(area.value, languages, new Set(there.map((/** @type {Choice} */ choice) => choice.name)));
  };
  const draw = () => {
    const found = read();
    shown.replaceChildren(found.length ? h("table", { class: "paste-table" }, h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("Code") }), ...app.languages.map((language) => h("th", { scope: "col", text: language === "default" ? t("Label") : languageName(language) })))),
      h("tbody", {}, ...found.map((choice) => h("tr", {}, h("td", {}, h("code", { text: choice.name })), ...app.languages.map((language) => h("td", { text: choice.label[language] ?? "" })))))) : h("p", { class: "muted small", text: t("Nothing to add yet.") }));
    go.disabled = !found.length;
    go.lastElementChild.textContent = t("Add choices ({count})", { count: found.length });
  };
  const go = button(t("Add choices ({count})", { count: 0 }), () => {
    const found = read().map((choice) => ({ id: freshKey(), ...choice }));
    const old = app.draft.content.document.choices[list] ?? [];
    dialog.close();
    if (replace.checked) app.act(t("Paste choices"), [{ do: "set", of: "document", keys: ["choices", list], value: found }]);
    else app.act(t("Paste choices"), found.map((value, index) => ({ do: "insert", into: `choices/${list}`, at: old.length + index, value })));
  }, { kind: "primary" });
  area.addEventListener("input", draw);
  replace.addEventListener("change", draw);
  const dialog = openDialog(t("Paste choices"), [h("div", { class: "field" }, h("label", { class: "field-label", for: id, text: t("Choices") }), area), h("label", { class: "check" }, replace, h("span", { text: t("Replace the choices that are there") })), shown],
    { size: "wide", actions: [button(t("Cancel"), () => dialog.close()), go] });
  area.focus();
  draw();
}
