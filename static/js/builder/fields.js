/** @file The controls of the inspector: each shows one value of the draft and writes it back. */

import { freshId, h } from "../player/dom.js";
import { languageName, t } from "../player/texts.js";

/**
 * @typedef {{ element: HTMLElement, refresh: () => void }} Field
 * @typedef {{ get: () => any, set: (value: any) => void, done?: () => void }} Binding
 */

/** @param {string} label @param {HTMLElement} control @param {{ hint?: string, id?: string, after?: Node | null }} [options] */
export function labelled(label, control, { hint = "", id = freshId("field"), after = null } = {}) {
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return h("div", { class: "field" }, h("label", { class: "field-label", for: id, text: label }), control,
    hint ? h("p", { class: "field-hint", id: `${id}-hint`, text: hint }) : null, after);
}

/** Sets a control's value unless a person is typing in it. @param {any} control @param {string} value */
function show(control, value) {
  if (control.value === value) return;
  if (document.activeElement === control && control.dataset.typing) return;
  control.value = value;
}

/** @param {any} control @param {Binding} binding */
function bind(control, { set, done = () => {} }) {
  control.addEventListener("input", () => {
    control.dataset.typing = "yes";
    set(control.value);
  });
  control.addEventListener("change", () => done());
  control.addEventListener("blur", () => {
    delete control.dataset.typing;
    done();
  });
}

/** One line, or more where `rows` is given. @param {string} label @param {Binding} binding @param {{ hint?: string, key?: string, rows?: number, list?: string[], type?: string, lang?: string, placeholder?: string }} [options] @returns {Field} */
export function textField(label, binding, { hint = "", key = "", rows = 0, list, type = "text", lang, placeholder } = {}) {
  const options = list ? h("datalist", { id: freshId("list") }, ...list.map((value) => h("option", { value }))) : null;
  const control = rows
    ? h("textarea", { class: "input", rows, data: { field: key }, lang, placeholder })
    : h("input", { class: "input", type, autocomplete: "off", data: { field: key }, lang, placeholder, list: options?.id, inputmode: type === "number" ? "decimal" : undefined });
  bind(control, binding);
  const refresh = () => show(control, String(binding.get() ?? ""));
  refresh();
  return { element: labelled(label, control, { hint, after: options }), refresh };
}

/** @param {string} label @param {Binding} binding @param {[string, string][]} options value and words @param {{ hint?: string, key?: string }} [more] @returns {Field} */
export function selectField(label, binding, options, { hint = "", key = "" } = {}) {
  const control = h("select", { class: "input", data: { field: key }, on: { change: () => { binding.set(control.value); binding.done?.(); } } },
    ...options.map(([value, text]) => h("option", { value, text })));
  const refresh = () => {
    const value = String(binding.get() ?? "");
    if (![...control.options].some((option) => option.value === value)) control.append(h("option", { value, text: value }));
    control.value = value;
  };
  refresh();
  return { element: labelled(label, control, { hint }), refresh };
}

/** @param {string} label @param {Binding} binding @param {{ key?: string, hint?: string }} [options] @returns {Field} */
export function checkField(label, binding, { key = "", hint = "" } = {}) {
  const id = freshId("field");
  const control = h("input", { type: "checkbox", id, data: { field: key }, "aria-describedby": hint ? `${id}-hint` : undefined, on: { change: () => { binding.set(control.checked); binding.done?.(); } } });
  const refresh = () => { control.checked = Boolean(binding.get()); };
  refresh();
  return { element: h("div", { class: "field" }, h("label", { class: "choice choice-single", for: id }, control, h("span", { text: label })), hint ? h("p", { class: "field-hint", id: `${id}-hint`, text: hint }) : null), refresh };
}

/** Several of a few. @param {string} legend @param {{ get: () => string[], set: (values: string[]) => void }} binding @param {[string, string][]} options @param {{ key?: string, hint?: string }} [more] @returns {Field} */
export function checksField(legend, binding, options, { key = "", hint = "" } = {}) {
  const boxes = options.map(([value, text]) => {
    const box = h("input", { type: "checkbox", value, data: { field: `${key}/${value}` }, on: { change: () => binding.set(boxes.filter((one) => one.box.checked).map((one) => one.box.value)) } });
    return { box, element: h("label", { class: "check" }, box, h("span", { text })) };
  });
  const refresh = () => {
    const chosen = new Set(binding.get() ?? []);
    for (const { box } of boxes) box.checked = chosen.has(box.value);
  };
  refresh();
  return { element: h("fieldset", { class: "field" }, h("legend", { class: "field-label", text: legend }), hint ? h("p", { class: "field-hint", text: hint }) : null, h("div", { class: "checks" }, ...boxes.map((one) => one.element))), refresh };
}

/**
 * One text in every language, the languages below one another.
 * @param {string} legend @param {string[]} languages @param {(language: string) => Binding} bindingOf @param {{ key: string, rows?: number, hint?: string, onKey?: (event: KeyboardEvent) => void, remove?: () => void }} options @returns {Field}
 */
export function textsField(legend, languages, bindingOf, { key, rows = 1, hint = "", onKey, remove }) {
  const controls = languages.map((language) => {
    const binding = bindingOf(language);
    const code = language === "default" ? "" : language;
    const control = h("textarea", { class: "input input-grow", rows, lang: code || undefined, data: { field: `${key}/${language}` }, "aria-label": code ? `${legend}, ${languageName(code)}` : legend });
    bind(control, binding);
    if (onKey) control.addEventListener("keydown", onKey);
    return { control, binding, element: h("div", { class: "text-row" }, code ? h("span", { class: "language-tag", title: languageName(code), "aria-hidden": "true", text: code }) : null, control) };
  });
  const refresh = () => { for (const { control, binding } of controls) show(control, String(binding.get() ?? "")); };
  refresh();
  const drop = remove ? h("button", { type: "button", class: "link-button", on: { click: remove }, "aria-label": `${t("Take away")}: ${legend}`, text: t("Take away") }) : null;
  const element = h("fieldset", { class: "field texts-field" }, h("legend", { class: "field-label", text: legend }), drop, hint ? h("p", { class: "field-hint", text: hint }) : null, ...controls.map((one) => one.element));
  return { element, refresh };
}

/** Rebuilds a part of the page and gives the focus back to the same field. @param {HTMLElement} root @param {() => void} rebuild */
export function keepingFocus(root, rebuild) {
  const active = document.activeElement;
  const held = active instanceof HTMLElement && root.contains(active) ? active : null;
  const field = held?.dataset.field;
  const range = held instanceof HTMLTextAreaElement || (held instanceof HTMLInputElement && held.type === "text") ? [held.selectionStart, held.selectionEnd] : null;
  const { scrollTop } = root;
  rebuild();
  root.scrollTop = scrollTop;
  if (field === undefined) return;
  const again = /** @type {any} */ (root.querySelector(`[data-field="${CSS.escape(field)}"]`));
  again?.focus({ preventScroll: true });
  if (range && again?.setSelectionRange) again.setSelectionRange(range[0], range[1]);
}
