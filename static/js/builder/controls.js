/** @file One control for each kind of property. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { CellGrid } from "./cell-grid.js";
import { ChoiceEditor } from "./choice-editor.js";
import { button, promptDialog } from "./dialogs.js";
import { ExpressionField } from "./expression.js";
import { choiceSource } from "./grid-sources.js";
import { checkField, checksField, selectField, textField, textsField } from "./fields.js";
import { mediaFields } from "./media-fields.js";
import { pairsField } from "./pairs-field.js";
import { freshName, isName, suggestList, suggestName } from "./names.js";
import { takenNames } from "./commands.js";
import { ScoreFields } from "./score.js";
import { SELECTS, typeOptions, withType } from "./types.js";
import { answeredInRepeats, everyNode, isContainer, isFromFile, isOfAnswers, languagesOf, listOf, nameOf, textIn, titleOf, typeOf, usersOf } from "./tree.js";

/** @typedef {import("./inspector.js").Inspector} Inspector @typedef {import("./tree.js").Node} Node @typedef {import("./properties.js").Property} Property @typedef {import("./fields.js").Field} Field */

/** @type {Record<string, (property: Property, inspector: Inspector, node: Node) => Field>} */
const CONTROLS = { texts, expression, switch: switched, "switch-only": tick, line, select, checks, type, choices, range, missing, score, name, item, appearance, parameters, media: mediaFields, autoplay, extras };

/** @param {Property} property @param {Inspector} inspector @param {Node} node @returns {Field} */
export const controlFor = (property, inspector, node) => CONTROLS[property.kind](property, inspector, node);

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function texts(property, inspector, node) {
  const { app } = inspector;
  const languages = languagesOf(app.draft.content.document);
  const first = languages[0];
  return textsField(property.label(), languages, (language) => ({
    get: () => node[property.key]?.[language],
    set: (value) => app.setText(node.id, property.key, language, value),
    done: () => (property.key === "label" && language === first ? app.nameFromLabel(node) : app.draft.settle()),
  }), {
    key: property.key, rows: property.rows ?? 1, hint: property.hint?.(),
    onKey: property.key === "label" ? (event) => onLabelKey(event, inspector, node) : undefined,
    remove: property.isOptional ? () => {
      app.set(node.id, [property.key], undefined, property.label());
      inspector.dropWanted(node, property.key);
    } : undefined,
  });
}

/** Enter goes back to the outline, Ctrl+Enter on to the next item of the same type. @param {KeyboardEvent} event @param {Inspector} inspector @param {Node} node */
function onLabelKey(event, { app }, node) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  app.nameFromLabel(node);
  if (event.ctrlKey || event.metaKey) app.addAnother(node);
  else app.outline.focus();
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function expression(property, inspector, node) {
  const { app } = inspector;
  return new ExpressionField(app, {
    label: property.label(), hint: property.hint?.(), key: property.key, id: node.id, self: isContainer(node) ? "" : nameOf(node),
    get: () => String(node[property.key] ?? ""),
    set: (value) => app.set(node.id, [property.key], value || undefined, property.label()),
    columns: property.key === "choice_filter" ? columnsOf(app, node) : [],
  });
}

/** @param {import("./builder.js").Builder} app @param {Node} node */
function columnsOf(app, node) {
  const list = app.draft.content.document.choices[listOf(node)] ?? [];
  return [...new Set(list.flatMap((/** @type {any} */ choice) => Object.keys(choice)))].filter((key) => !["id", "label", "media"].includes(key));
}

const isYes = (/** @type {any} */ value) => value === true || ["true", "yes", "ja", "true()"].includes(String(value ?? "").toLowerCase());
const isNo = (/** @type {any} */ value) => !value || ["false", "no", "nein", "false()"].includes(String(value).toLowerCase());

/** No, always, or under a condition. @param {Property} property @param {Inspector} inspector @param {Node} node @returns {Field} */
function switched(property, inspector, node) {
  const { app } = inspector;
  const state = () => (isNo(node[property.key]) ? "" : isYes(node[property.key]) ? "yes" : "if");
  const slot = h("div", { class: "switch-condition" });
  let isAsking = state() === "if";
  /** @type {Field | null} */
  let editor = null;
  const draw = () => {
    const wanted = isAsking || state() === "if";
    if (wanted && !editor) editor = expression({ ...property, label: () => t("Only if") }, inspector, /** @type {any} */ (conditional(node, property.key)));
    if (!wanted) editor = null;
    slot.replaceChildren(...(editor ? [editor.element] : []));
  };
  const choose = selectField(property.label(), {
    get: () => (isAsking ? "if" : state()),
    set: (value) => {
      isAsking = value === "if";
      app.set(node.id, [property.key], value === "yes" ? true : undefined, property.label());
      draw();
    },
    done: () => app.draft.settle(),
  }, [["", t("No")], ["yes", t("Always")], ["if", t("Under a condition")]], { key: property.key });
  draw();
  return { element: h("div", {}, choose.element, slot), refresh: () => { choose.refresh(); draw(); editor?.refresh(); } };
}

/** A view of a node in which `required: true` is no formula. @param {Node} node @param {string} key */
function conditional(node, key) {
  return new Proxy(node, { get: (target, name) => (name === key && (isYes(target[key]) || isNo(target[key])) ? "" : target[/** @type {string} */ (name)]) });
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function tick(property, { app }, node) {
  return checkField(property.label(), { get: () => isYes(node[property.key]) || (property.key === "or_other" && /\bor_other$/.test(String(node.type))), set: (value) => app.set(node.id, [property.key], value || undefined, property.label()) }, { key: property.key });
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function line(property, { app }, node) {
  const known = [...new Set([...everyNode(app.draft.content)].map((step) => step.node[property.key]).filter(Boolean))];
  return textField(property.label(), app.binding(node.id, property.key, property.label()), { key: property.key, hint: property.hint?.(), list: known });
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function select(property, { app }, node) {
  return selectField(property.label(), app.binding(node.id, property.key, property.label()), property.options?.() ?? [], { key: property.key });
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function checks(property, { app }, node) {
  return checksField(property.label(), { get: () => node[property.key] ?? [], set: (values) => app.set(node.id, [property.key], values.length ? values : undefined, property.label()) }, property.options?.() ?? [], { key: property.key, hint: t("Nothing ticked: everywhere.") });
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function missing(property, { app }, node) {
  const { document } = app.draft.content;
  const own = checksField(property.label(), {
    get: () => node.missing ?? document.missing ?? [],
    set: (values) => app.set(node.id, ["missing"], sameSet(values, document.missing ?? []) ? undefined : values, property.label()),
  }, [["dont_know", t("Don't know")], ["refused", t("Refused")], ["not_applicable", t("Not applicable")]], { key: "missing" });
  return own;
}

const sameSet = (/** @type {string[]} */ a, /** @type {string[]} */ b) => a.length === b.length && a.every((one) => b.includes(one));

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function type(property, { app }, node) {
  return selectField(property.label(), { get: () => typeOf(node), set: (value) => withType(app, node, value) }, typeOptions(app), { key: "type" });
}

/** More than these are shown as cells. */
export const MANY_CHOICES = 40;

/** Which list, and its choices. @param {Property} property @param {Inspector} inspector @param {Node} node @returns {Field} */
function choices(property, { app }, node) {
  const { document, tables } = app.draft.content;
  const list = listOf(node);
  const options = [...Object.keys(document.choices), ...Object.keys(tables)].map((name) => [name, name]);
  const answers = answeredInRepeats(app.draft.content, node).map((one) => [`\${${nameOf(one)}}`, t("Answers to “{item}”", { item: titleOf(one, app.language) })]);
  const chooser = selectField(t("Choice list"), {
    get: () => list,
    set: (value) => (value === "\u0000new" ? newList(app, node) : app.set(node.id, ["type"], [typeOf(node) + (value in tables ? "_from_file" : ""), value].join(" "), t("Choice list"))),
  }, [["", t("Choose a list")], .../** @type {[string, string][]} */ ([...options, ...answers]), ["\u0000new", t("New list …")]], { key: "list" });
  if (!list || isFromFile(node) || isOfAnswers(node)) return { element: h("div", { class: "stack stack-tight" }, chooser.element), refresh: chooser.refresh };
  const users = usersOf(app.draft.content, list);
  const editor = document.choices[list]?.length > MANY_CHOICES ? new CellGrid(app, choiceSource(app, list)) : new ChoiceEditor(app, list);
  const shared = users.length > 1 ? h("div", { class: "shared-list" }, h("p", { class: "field-hint", text: t("{count} items share this list; a change here changes all of them.", { count: users.length }) }), button(t("Make it this item's own"), () => ownList(app, node, list), { kind: "quiet", sign: "copy" })) : null;
  return { element: h("div", { class: "stack stack-tight" }, chooser.element, shared, editor.element), refresh: () => { chooser.refresh(); editor.refresh(); } };
}

/** @param {import("./builder.js").Builder} app @param {Node} node */
function newList(app, node) {
  const taken = new Set(Object.keys(app.draft.content.document.choices));
  const suggestion = freshName(suggestList(nameOf(node)), taken, "-");
  promptDialog(t("New choice list"), t("Name of the list"), suggestion, (text) => {
    const name = freshName(suggestList(text), taken, "-");
    app.act(t("New choice list"), [{ do: "set", of: "document", keys: ["choices", name], value: [] }, { do: "set", of: node.id, keys: ["type"], value: `${typeOf(node)} ${name}` }], { focus: node.id });
  });
}

/** @param {import("./builder.js").Builder} app @param {Node} node @param {string} list */
function ownList(app, node, list) {
  const { choices: all } = app.draft.content.document;
  const name = freshName(suggestList(`${list}-${nameOf(node)}`), new Set(Object.keys(all)), "-");
  app.act(t("Make it this item's own"), [{ do: "set", of: "document", keys: ["choices", name], value: app.freshChoices(all[list]) }, { do: "set", of: node.id, keys: ["type"], value: String(node.type).replace(list, name) }], { focus: node.id });
}

/** @param {Node} node @returns {Record<string, string>} */
function parametersOf(node) {
  if (node.parameters && typeof node.parameters === "object") return node.parameters;
  return Object.fromEntries(String(node.parameters ?? "").split(/[\s;,]+/).filter((pair) => pair.includes("=")).map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}

/** @param {import("./builder.js").Builder} app @param {Node} node @param {Record<string, string>} values */
function setParameters(app, node, values) {
  const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  app.set(node.id, ["parameters"], Object.keys(kept).length ? kept : undefined, t("Parameters"));
}

/** @param {Property} _property @param {Inspector} inspector @param {Node} node @returns {Field} */
function range(_property, { app }, node) {
  const fields = /** @type {[string, string][]} */ ([["start", t("From")], ["end", t("To")], ["step", t("In steps of")]]).map(([key, label]) => textField(label, {
    get: () => parametersOf(node)[key] ?? "", set: (value) => setParameters(app, node, { ...parametersOf(node), [key]: value.trim() }), done: () => app.draft.settle(),
  }, { key: `parameters/${key}`, type: "number" }));
  return { element: h("div", { class: "field-row" }, ...fields.map((field) => field.element)), refresh: () => fields.forEach((field) => field.refresh()) };
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function parameters(property, { app }, node) {
  return textField(property.label(), {
    get: () => Object.entries(parametersOf(node)).map(([key, value]) => `${key}=${value}`).join(" "),
    set: (value) => setParameters(app, node, parametersOf(/** @type {any} */ ({ parameters: value }))), done: () => app.draft.settle(),
  }, { key: "parameters", hint: property.hint?.() });
}

/** @param {Property} _property @param {Inspector} inspector @param {Node} node @returns {Field} */
function score(_property, inspector, node) {
  return new ScoreFields(inspector, node);
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node @returns {Field} */
function name(property, { app }, node) {
  const hint = h("p", { class: "field-hint", role: "status" });
  const field = textField(property.label(), { get: () => nameOf(node), set: (value) => { hint.textContent = isName(value) ? "" : t("Letters, digits and _ only, beginning with a letter."); } }, { key: "name" });
  const control = /** @type {HTMLInputElement} */ (field.element.querySelector("input"));
  control.spellcheck = false;
  control.addEventListener("change", () => {
    if (!app.rename(node, control.value.trim())) control.value = nameOf(node);
    hint.textContent = "";
  });
  const suggest = button(t("From the label"), () => app.rename(node, freshName(suggestName(titleOf(node, app.language)), takenNames(app.draft))), { kind: "quiet" });
  return { element: h("div", {}, field.element, hint, suggest), refresh: field.refresh };
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function item(property, inspector, node) {
  const { app } = inspector;
  if (/,|\}\s*\$/.test(String(node[property.key] ?? ""))) return line(property, inspector, node);
  const options = [...everyNode(app.draft.content)].map((step) => step.node).filter((other) => !isContainer(other) && other.id !== node.id);
  return selectField(property.label(), {
    get: () => String(node[property.key] ?? "").replace(/^\$\{|\}$/g, ""),
    set: (value) => app.set(node.id, [property.key], value ? `\${${value}}` : undefined, property.label()),
  }, [["", "–"], .../** @type {[string, string][]} */ (options.map((other) => [nameOf(other), titleOf(other, app.language)]))], { key: property.key });
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function appearance(property, { app }, node) {
  const known = app.words.appearances.map((/** @type {any} */ one) => (typeof one === "string" ? one : one.name));
  return textField(property.label(), app.binding(node.id, "appearance", property.label()), { key: "appearance", list: known });
}

/** @param {import("./builder.js").Builder} app @param {Node} node @param {Record<string, any>} values @param {string} label */
function setExtras(app, node, values, label) {
  app.set(node.id, ["extras"], Object.keys(values).length ? values : undefined, label);
}

/** @param {Property} property @param {Inspector} inspector @param {Node} node */
function autoplay(property, { app }, node) {
  const set = (/** @type {string} */ value) => {
    const { autoplay: _, ...others } = node.extras ?? {};
    setExtras(app, node, value ? { ...others, autoplay: value } : others, property.label());
  };
  return selectField(property.label(), { get: () => node.extras?.autoplay ?? "", set, done: () => app.draft.settle() }, [["", t("No")], ["audio", t("The sound")], ["video", t("The film")]], { key: "extras/autoplay" });
}

/** What other tools wrote at an item. @param {Property} property @param {Inspector} inspector @param {Node} node */
function extras(property, { app }, node) {
  const own = () => Object.fromEntries(Object.entries(node.extras ?? {}).filter(([key]) => key !== "autoplay"));
  const set = (/** @type {Record<string, any> | undefined} */ values) => setExtras(app, node, { ...(node.extras?.autoplay ? { autoplay: node.extras.autoplay } : {}), ...values }, property.label());
  return pairsField(property.label(), { get: own, set, done: () => app.draft.settle() }, { key: "extras", hint: property.hint?.() });
}

export { SELECTS, textIn };
