/** @file Which picture, sound or film an item or a choice shows: one file name per kind and language; files are brought from here, too. */

import { h, icon } from "../player/dom.js";
import { languageName, t } from "../player/texts.js";
import { button, openDialog, say } from "./dialogs.js";
import { textsField } from "./fields.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./fields.js").Field} Field */
/** @typedef {{ kind: string, word: () => string, bring: () => string, accept: string }} Kind */

/** @type {Kind[]} */
const KINDS = [
  { kind: "image", word: () => t("Picture"), bring: () => t("Bring a picture …"), accept: "image/png,image/jpeg,image/webp" },
  { kind: "big-image", word: () => t("Picture to open large"), bring: () => t("Bring a picture …"), accept: "image/png,image/jpeg,image/webp" },
  { kind: "audio", word: () => t("Sound"), bring: () => t("Bring a sound …"), accept: "audio/*,.m4a,.mp3,.ogg,.wav" },
  { kind: "video", word: () => t("Film"), bring: () => t("Bring a film …"), accept: "video/mp4,video/webm" },
];

/** @param {import("./properties.js").Property} property @param {import("./inspector.js").Inspector} inspector @param {import("./tree.js").Node} node @returns {Field} */
export const mediaFields = (property, { app }, node) => mediaForm(app, node.id, property.label());

/** @param {Builder} app @param {string} id of a node or choice @param {string} label @returns {Field} */
export function mediaForm(app, id, label) {
  const parts = KINDS.map((kind) => kindField(app, id, label, kind));
  const { files } = app.boot.urls;
  const all = files ? h("a", { class: "button button-quiet", href: files }, icon("folder"), h("span", { text: t("All files of the draft") })) : null;
  const hint = h("p", { class: "field-hint", text: t("The names of the files. A language without one shows that of the first language.") });
  return { element: h("div", { class: "stack" }, hint, ...parts.map((part) => part.element), all), refresh: () => parts.forEach((part) => part.refresh()) };
}

/** @param {Builder} app @param {string} id @param {string} kind @returns {Record<string, string>} file by language */
function namedBy(app, id, kind) {
  const named = app.draft.find(id)?.media?.[kind];
  if (!named) return {};
  return typeof named === "object" ? named : { [app.languages[0]]: named };
}

/** @param {Builder} app @param {string} id @param {string} label @param {Kind} part @returns {Field} */
function kindField(app, id, label, { kind, word, bring, accept }) {
  const set = (/** @type {string} */ language, /** @type {string} */ file) => {
    const files = Object.fromEntries(Object.entries({ ...namedBy(app, id, kind), [language]: file.trim() }).filter(([, name]) => name));
    const { [kind]: _, ...others } = app.draft.find(id)?.media ?? {};
    const media = Object.keys(files).length ? { ...others, [kind]: files } : others;
    app.act(label, [{ do: "set", of: id, keys: ["media"], value: Object.keys(media).length ? media : undefined }], { run: `${id}/media/${kind}/${language}`, focus: id });
  };
  const texts = textsField(word(), app.languages, (language) => ({ get: () => namedBy(app, id, kind)[language] ?? "", set: (value) => set(language, value), done: () => app.draft.settle() }), { key: `media/${kind}` });
  const shown = h("div", { class: "media-shown" });
  const bringing = app.mayEdit && app.boot.urls.files ? app.languages.map((language) => bringButton(app, language, { words: bring(), accept, key: `media/${kind}/${language}/bring`, set: (file) => set(language, file) })) : [];
  const refresh = () => {
    texts.refresh();
    showPictures(app, shown, kind.endsWith("image") ? Object.values(namedBy(app, id, kind)) : []);
  };
  refresh();
  return { element: h("div", { class: "media-kind" }, texts.element, h("div", { class: "media-acts" }, ...bringing), shown), refresh };
}

/** @param {Builder} app @param {string} language @param {{ words: string, accept: string, key: string, set: (file: string) => void }} options */
function bringButton(app, language, { words, accept, key, set }) {
  const input = h("input", { type: "file", accept, hidden: true, "aria-label": words, on: { change: () => void take() } });
  const take = async () => {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const { files, detail } = await app.server.bring(file);
    if (!files) return say(detail || t("The file could not be brought."), { tone: "caution" });
    app.files = files;
    set(file.name);
    app.draft.settle();
    return say(t("“{name}” is with the draft now.", { name: file.name }), { tone: "good" });
  };
  const spoken = language === "default" ? words : `${words} ${languageName(language)}`;
  return h("span", {}, input, button(app.languages.length > 1 ? `${words} (${language})` : words, () => input.click(), { kind: "quiet", sign: "upload", "aria-label": spoken, data: { field: key } }));
}

/** The pictures that are there already. @param {Builder} app @param {HTMLElement} shown @param {string[]} names */
function showPictures(app, shown, names) {
  const there = [...new Set(names)].filter((name) => app.files[name]);
  const key = there.map((name) => app.files[name].sha256).join();
  if (shown.dataset.key === key) return;
  shown.dataset.key = key;
  shown.replaceChildren(...there.map((name) => h("img", { class: "media-thumb", src: `${app.boot.urls.files}/${app.files[name].sha256}`, alt: name, loading: "lazy" })));
}

/** What a choice shows, in a dialog: its row has no room for it. @param {Builder} app @param {import("./tree.js").Choice} choice @param {string} title */
export function openChoiceMedia(app, choice, title) {
  const form = mediaForm(app, choice.id, t("Picture, sound, film"));
  const stop = app.draft.onChange(() => form.refresh());
  const dialog = openDialog(title, [form.element], { actions: [button(t("OK"), () => dialog.close(), { kind: "primary" })], onClose: stop });
}
