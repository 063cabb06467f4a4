/** @file The middle of the page: every property of the chosen node, in groups. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { focusable, problemLine } from "./beside.js";
import { DocumentForm } from "./document-form.js";
import { button, menuButton, menuItem } from "./dialogs.js";
import { keepingFocus } from "./fields.js";
import { signOf } from "./icons.js";
import { controlFor, MANY_CHOICES } from "./controls.js";
import { baseOf, fieldKey, GROUPS, groupOf, isSelect } from "./properties.js";
import { SELDOM } from "./score.js";
import { kindOf, languagesOf, listOf, nameOf, titleOf, typeOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./tree.js").Node} Node @typedef {import("./fields.js").Field} Field */

export class Inspector {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    /** @type {Field[]} */
    this.fields = [];
    this.shape = "";
    /** optional texts a person asked for @type {Set<string>} */
    this.wanted = new Set();
    /** @type {Map<string, boolean>} */
    this.open = new Map();
    this.body = h("div", { class: "inspector-body" });
    this.element = h("section", { class: "builder-inspector", "aria-label": t("Properties"), id: "inspector" }, this.body);
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onKey(event));
  }

  /** @returns {Node | null} */
  get node() {
    return this.app.selection.length === 1 ? this.app.draft.find(this.app.selection[0]) ?? null : null;
  }

  refresh() {
    const shape = this.#shapeNow();
    if (shape === this.shape) {
      for (const field of this.fields) field.refresh();
      this.#marks();
      return;
    }
    this.shape = shape;
    keepingFocus(this.body, () => this.#build());
    this.#marks();
  }

  /** What decides which fields there are. */
  #shapeNow() {
    const { app, node } = this;
    const languages = languagesOf(app.draft.content.document);
    if (app.selection[0] === "document") return JSON.stringify(["document", languages, Boolean(app.draft.content.scheme), app.draft.content.document.rules?.length ?? 0]);
    if (!node) return JSON.stringify(["many", app.selection]);
    const filled = Object.keys(node).filter((key) => node[key] !== undefined && key !== "items");
    const listed = isSelect(node) ? app.draft.content.document.choices[listOf(node)] ?? [] : [];
    const choices = listed.length > MANY_CHOICES ? "many" : listed.map((/** @type {any} */ choice) => choice.id);
    return JSON.stringify([node.id, kindOf(node), node.type, languages, filled, choices, [...this.wanted], this.#scoreShape(node)]);
  }

  /** @param {Node} node */
  #scoreShape(node) {
    const { scheme } = this.app.draft.content;
    const rule = scheme?.[kindOf(node) === "section" ? "sections" : "items"]?.[nameOf(node)];
    const more = SELDOM.filter((key) => rule?.[key] !== undefined && !this.isWanted(node, `score/${key}`));
    return [Boolean(scheme), rule !== undefined && rule !== null, rule?.steps?.length ?? 0, more];
  }

  #build() {
    this.fields = [];
    const { app, node } = this;
    if (app.selection[0] === "document") {
      const form = new DocumentForm(app);
      this.fields = form.fields;
      this.body.replaceChildren(...form.elements);
    } else if (node) this.body.replaceChildren(this.#head(node), ...GROUPS.filter((group) => group.for?.(node) ?? true).map((group) => this.#group(group, node)));
    else this.body.replaceChildren(this.#many());
    if (!app.mayEdit) for (const control of this.body.querySelectorAll("input, textarea, select, button")) control.setAttribute("disabled", "");
  }

  /** @param {Node} node */
  #head(node) {
    const { app } = this;
    const heading = h("h2", { class: "inspector-title", tabindex: "-1" });
    const name = h("code", { class: "inspector-name" });
    const refresh = () => {
      heading.textContent = titleOf(node, app.language);
      name.textContent = nameOf(node);
    };
    refresh();
    this.fields.push({ element: heading, refresh });
    const more = menuButton(t("More for this item"), "ellipsis", () => [
      menuItem(t("Duplicate"), "copy", () => app.duplicate(), "Ctrl+D"),
      menuItem(t("Save as block"), "blocks", () => app.saveBlock()),
      menuItem(t("Up"), "arrow-up", () => app.rearrange("up"), "Alt+↑"),
      menuItem(t("Down"), "arrow-down", () => app.rearrange("down"), "Alt+↓"),
      menuItem(t("Out of the group"), "arrow-left", () => app.rearrange("out"), "Alt+←"),
      menuItem(t("Into the group above"), "arrow-right", () => app.rearrange("in"), "Alt+→"),
      menuItem(t("Delete"), "trash-2", () => app.remove(), "Del"),
    ], { iconOnly: true });
    return h("header", { class: "inspector-head" }, h("span", { class: "inspector-sign" }, icon(signOf(typeOf(node)))),
      h("div", { class: "inspector-heading" }, heading, h("p", { class: "inspector-sub" }, app.typeLabel(typeOf(node)), " · ", name)), app.mayEdit ? more : null);
  }

  #many() {
    const { app } = this;
    const { length } = app.selectedNodes();
    if (!length) {
      return h("div", { class: "empty-state" }, h("p", { class: "empty-state-title", text: t("Nothing is chosen") }),
        h("p", { class: "empty-state-text", text: t("Choose an item on the left, or add one: press “/” and type what you need.") }), button(t("Add"), () => app.openPalette(), { kind: "primary", sign: "plus" }));
    }
    return h("div", { class: "stack" }, h("h2", { class: "inspector-title", text: t("{count} chosen", { count: length }) }),
      h("div", { class: "row" }, button(t("Duplicate"), () => app.duplicate(), { sign: "copy" }), button(t("Save as block"), () => app.saveBlock(), { sign: "blocks" }), button(t("Delete"), () => app.remove(), { kind: "danger", sign: "trash-2" })));
  }

  /** @param {import("./properties.js").Group} group @param {Node} node */
  #group(group, node) {
    const properties = group.properties.filter((property) => property.for?.(node) ?? true);
    const hasValue = properties.some((property) => isFilled(node[property.key]));
    const isOpen = this.open.get(group.id) ?? (group.isOpen || hasValue && group.id !== "advanced");
    const shown = properties.filter((property) => !property.isOptional || node[property.key] !== undefined || this.isWanted(node, property.key));
    const hidden = properties.filter((property) => !shown.includes(property));
    const fields = shown.map((property) => controlFor(property, this, node));
    this.fields.push(...fields);
    const details = h("details", { class: "inspector-group", open: isOpen, data: { group: group.id } },
      h("summary", {}, icon("chevron-right"), h("span", { text: group.title() }), h("span", { class: "group-dot", hidden: true }, icon("circle-alert"))),
      h("div", { class: "inspector-fields" }, ...fields.map((field, index) => h("div", { class: "inspector-field", data: { key: shown[index].key } }, field.element, h("div", { class: "field-problems" }))),
        hidden.length ? h("div", { class: "inspector-more" }, ...hidden.map((property) => this.#offer(property, node))) : null));
    details.firstElementChild.addEventListener("click", () => this.open.set(group.id, !details.open));
    return details;
  }

  /** @param {import("./properties.js").Property} property @param {Node} node */
  #offer(property, node) {
    return button(property.label(), () => this.want(node, property.key), { kind: "quiet", sign: "plus", data: { offer: property.key } });
  }

  /** Shows a field that has no value yet. @param {Node} node @param {string} key */
  want(node, key) {
    this.wanted.add(`${node.id}/${key}`);
    this.refresh();
    this.focusKey(key);
  }

  /** @param {Node} node @param {string} key */
  isWanted = (node, key) => this.wanted.has(`${node.id}/${key}`);

  /** @param {Node} node @param {string} key */
  dropWanted(node, key) {
    this.wanted.delete(`${node.id}/${key}`);
    this.refresh();
  }

  // --- problems -------------------------------------------------------------------------------------------------

  /** What is wrong stands beside the field it is about. */
  #marks() {
    const { node } = this;
    const problems = node ? this.app.problemsOf(node.id) : [];
    const left = new Set(problems);
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.body.querySelectorAll(".inspector-field"))) {
      const own = problems.filter((problem) => baseOf(problem.key) === place.dataset.key);
      own.forEach((problem) => left.delete(problem));
      const slot = place.querySelector(":scope > .field-problems");
      const isShownThere = (/** @type {string} */ key) => place.querySelector(".expression") && (place.dataset.key !== "score" || key.endsWith("/when"));
      slot?.replaceChildren(...own.filter((problem) => !isShownThere(problem.key)).map(problemLine));
    }
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (this.body.querySelectorAll(".inspector-group[data-group]"))) {
      const isWrong = problems.some((problem) => groupOf(problem.key) === group.dataset.group);
      const dot = /** @type {HTMLElement} */ (group.querySelector(".group-dot"));
      dot.hidden = !isWrong;
    }
    this.body.querySelector(".inspector-problems")?.remove();
    if (left.size) this.body.querySelector(".inspector-head")?.after(h("div", { class: "inspector-problems" }, ...[...left].map(problemLine)));
  }

  // --- focus ------------------------------------------------------------------------------------------------------

  /** @param {string} key */
  focusKey(key) {
    const base = baseOf(key);
    const details = /** @type {HTMLDetailsElement | null} */ (this.body.querySelector(`[data-group="${groupOf(base)}"]`));
    if (details) details.open = true;
    const place = this.body.querySelector(`.inspector-field[data-key="${CSS.escape(base)}"]`);
    const exact = this.#nearest(fieldKey(key));
    const controls = /** @type {HTMLButtonElement[]} */ ([...(place?.querySelectorAll("textarea, input, select, button") ?? [])]);
    const usable = controls.find((control) => !control.disabled && control.checkVisibility() && !control.classList.contains("link-button"));
    const target = /** @type {HTMLElement | null} */ (focusable(exact) ?? usable ?? this.body.querySelector(".inspector-title"));
    target?.focus();
    target?.scrollIntoView?.({ block: "nearest" });
  }

  /** The field of a key, or the first inside or around it. @param {string} key */
  #nearest(key) {
    for (let place = key; place.includes("/"); place = place.slice(0, place.lastIndexOf("/"))) {
      const found = this.body.querySelector(`[data-field="${CSS.escape(place)}"], [data-field^="${CSS.escape(place)}/"]`);
      if (found) return found;
    }
    return null;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.app.outline.focus();
  }
}

/** @param {any} value */
const isFilled = (value) => value !== undefined && value !== "" && !(typeof value === "object" && Object.keys(value ?? {}).length === 0);
