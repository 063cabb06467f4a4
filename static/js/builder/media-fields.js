/** @file Which picture, sound or film an item shows: one file name per kind and language, and the way to the page where files are brought. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { textsField } from "./fields.js";
import { languagesOf } from "./tree.js";

/** Kind -> what it is called. @type {[string, () => string][]} */
const KINDS = [["image", () => t("Picture")], ["big-image", () => t("Picture to open large")], ["audio", () => t("Sound")], ["video", () => t("Film")]];

/** @param {import("./properties.js").Property} property @param {import("./inspector.js").Inspector} inspector @param {import("./tree.js").Node} node @returns {import("./fields.js").Field} */
export function mediaFields(property, inspector, node) {
  const { app } = inspector;
  const languages = languagesOf(app.draft.content.document);
  const named = (/** @type {string} */ kind) => node.media?.[kind];
  const fields = KINDS.map(([kind, word]) => textsField(word(), languages, (language) => ({
    get: () => (typeof named(kind) === "object" ? named(kind)[language] : language === languages[0] ? named(kind) : "") ?? "",
    set: (value) => {
      const before = typeof named(kind) === "object" ? named(kind) : named(kind) ? { [languages[0]]: named(kind) } : {};
      const files = Object.fromEntries(Object.entries({ ...before, [language]: value }).filter(([, file]) => file));
      app.set(node.id, ["media", kind], Object.keys(files).length ? files : undefined, property.label());
    },
    done: () => app.draft.settle(),
  }), { key: `media/${kind}` }));
  const { files } = app.boot.urls;
  const bring = files ? h("a", { class: "button button-quiet", href: files }, icon("image"), h("span", { text: t("Bring files …") })) : null;
  const hint = h("p", { class: "field-hint", text: t("The names of the files. A language without one shows that of the first language.") });
  return { element: h("div", { class: "stack" }, hint, bring, ...fields.map((field) => field.element)), refresh: () => fields.forEach((field) => field.refresh()) };
}
