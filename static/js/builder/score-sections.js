/** @file What sections weigh, what they must reach, and sections that gather items from other pages. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { isWithin, problemsField } from "./beside.js";
import { button, promptDialog, say } from "./dialogs.js";
import { textField, textsField } from "./fields.js";
import { freshName, suggestName } from "./names.js";
import { namesField } from "./names-field.js";
import { nameOf, textIn, titleOf, withText, wordsIn } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./score-page.js").Part} Part @typedef {import("./fields.js").Field} Field */
/** @typedef {{ name: string, title: string, isPage: boolean }} Shown */

/** The scheme's entry as a mapping: `welcome: 20` is short for a weight. @param {Builder} app @param {string} name @returns {Record<string, any>} */
function ruleOf(app, name) {
  const found = app.draft.content.scheme?.sections?.[name];
  if (found === undefined || found === null) return {};
  return typeof found === "object" ? found : { weight: String(found) };
}

/** @param {Builder} app @param {string} name @param {string} key @param {any} value */
function write(app, name, key, value) {
  const next = { ...ruleOf(app, name), [key]: value };
  if (value === "" || value === undefined) delete next[key];
  const isPage = app.draft.content.document.sections.some((/** @type {any} */ node) => nameOf(node) === name);
  const isGone = isPage && !Object.keys(next).length;
  app.act(t("Scoring"), [{ do: "set", of: "scheme", keys: ["sections", name], value: isGone ? undefined : next }], { run: `scheme/sections/${name}/${key}`, focus: "document" });
}

/** Every page, and what the scheme gathers under a name of its own. @param {Builder} app @returns {Shown[]} */
export function sectionsOf(app) {
  const pages = app.draft.content.document.sections.map((/** @type {any} */ node) => ({ name: nameOf(node), title: titleOf(node, app.language) || nameOf(node), isPage: true }));
  const known = new Set(pages.map((/** @type {Shown} */ page) => page.name));
  const own = Object.keys(app.draft.content.scheme?.sections ?? {}).filter((name) => !known.has(name));
  return [...pages, ...own.map((name) => ({ name, title: textIn(ruleOf(app, name).label, app.language) || name, isPage: false }))];
}

/** @param {Builder} app @returns {Part} */
export function sectionsForm(app) {
  const rows = sectionsOf(app).map((shown) => row(app, shown));
  const add = () => promptDialog(t("Add a section that gathers items"), t("What it is called in reports"), "", (text) => {
    const name = freshName(suggestName(text) || "section", new Set(sectionsOf(app).map((one) => one.name)));
    app.act(t("Scoring"), [{ do: "set", of: "scheme", keys: ["sections", name], value: { label: { [app.languages[0]]: text }, items: [] } }], { focus: "document" });
    app.side.score.focusKey(`scheme/sections/${name}`);
  });
  const hint = h("p", { class: "field-hint", text: t("A section without a weight weighs what its items weigh. Below its pass mark the whole visit fails.") });
  return { fields: rows.flatMap((one) => one.fields), elements: [hint, ...rows.flatMap((one) => one.elements), button(t("Add a section that gathers items"), add, { kind: "quiet", sign: "plus", data: { field: "scheme/sections-add" } })] };
}

/** @param {Builder} app @param {Shown} shown @returns {Part} */
function row(app, { name, title, isPage }) {
  const number = (/** @type {string} */ key, /** @type {string} */ label) => textField(label, {
    get: () => ruleOf(app, name)[key] ?? "", set: (value) => write(app, name, key, value.trim().replace(",", ".")), done: () => app.draft.settle(),
  }, { key: `scheme/sections/${name}/${key}`, type: "number" });
  const fields = [number("weight", t("Weight")), number("target", t("Target")), number("pass_mark", t("Pass mark"))];
  const wrong = problemsField(app, (where) => isWithin(where, `scheme/sections/${name}`));
  const more = moreOf(app, { name, title, isPage });
  return { fields: [...fields, more, wrong], elements: [h("fieldset", { class: "field score-row", data: { key: `scheme/sections/${name}` } }, h("legend", { class: "field-label", text: title }), h("div", { class: "field-row" }, ...fields.map((one) => one.element)), more.element, wrong.element)] };
}

/** What few sections need is made when it is opened: a long questionnaire has many sections. @param {Builder} app @param {Shown} shown @returns {Field} */
function moreOf(app, { name, title, isPage }) {
  /** @type {Field[]} */
  let fields = [];
  const body = h("div", { class: "stack stack-tight" });
  const make = () => {
    if (fields.length) return;
    const label = textsField(t("What it is called in reports"), app.languages, (language) => ({
      get: () => ruleOf(app, name).label?.[language], done: () => app.draft.settle(),
      set: (value) => write(app, name, "label", withText(ruleOf(app, name).label, language, value)),
    }), { key: `scheme/sections/${name}/label`, hint: t("Left empty: as on the page.") });
    const items = namesField({ get: () => wordsIn(ruleOf(app, name).items), set: (names) => write(app, name, "items", names.length ? names : undefined) },
      () => app.side.score.offered, { label: t("Gather an item from another page"), key: `scheme/sections/${name}/items` });
    fields = [label, items];
    body.replaceChildren(...fields.map((field) => field.element), ...(isPage ? [] : [button(t("Delete “{name}”", { name: title }), remove, { kind: "quiet", sign: "trash-2" })]));
  };
  const remove = () => {
    app.act(t("Scoring"), [{ do: "set", of: "scheme", keys: ["sections", name], value: undefined }], { focus: "document" });
    say(t("“{name}” was deleted.", { name: title }), { act: [t("Undo"), () => app.undo()] });
  };
  const hasMore = ["label", "items"].some((key) => key in ruleOf(app, name));
  const element = h("details", { class: "score-more", open: !isPage || hasMore, on: { toggle: () => element.open && make() } }, h("summary", {}, icon("chevron-right"), h("span", { text: t("Name in reports, items from other pages") })), body);
  if (element.open) make();
  return { element, refresh: () => fields.forEach((field) => field.refresh()) };
}
