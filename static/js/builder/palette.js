/** @file The palette: what can be added, found by typing. Opened with "/" or the button. */

import { freshId, h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, openDialog } from "./dialogs.js";
import { signOf } from "./icons.js";
import { itemsFrom } from "./paste.js";
import { offers, typeOptions } from "./types.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./types.js").Offer} Offer */

/** @param {string} text */
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

/** @param {Offer} offer @param {string} wanted */
const fits = (offer, wanted) => plain([offer.label, offer.help, offer.name, offer.words ?? ""].join(" ")).includes(plain(wanted.trim()));

/** @param {Builder} app */
export function openPalette(app) {
  const id = freshId("palette");
  const search = h("input", { class: "input", type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list", "aria-label": t("What do you want to add?"), placeholder: t("What do you want to add?"), autocomplete: "off" });
  const list = h("div", { class: "palette-list", role: "listbox", id, "aria-label": t("Types"), tabindex: "-1" });
  /** @type {Offer[]} */
  let shown = [];
  let at = 0;
  const take = (/** @type {Offer} */ offer) => {
    dialog.close();
    app.add(offer);
  };
  const mark = () => {
    for (const [index, option] of [...list.querySelectorAll("[role=option]")].entries()) {
      option.setAttribute("aria-selected", String(index === at));
      if (index === at) option.scrollIntoView({ block: "nearest" });
    }
    search.setAttribute("aria-activedescendant", shown.length ? `${id}-${at}` : "");
  };
  const draw = () => {
    shown = [];
    at = 0;
    const groups = offers(app).map(({ title, offers: all }) => ({ title, found: all.filter((offer) => fits(offer, search.value)) })).filter((group) => group.found.length);
    list.replaceChildren(...groups.map((group, number) => h("div", { role: "group", class: "palette-group", "aria-labelledby": `${id}-group-${number}` }, h("p", { class: "palette-title", id: `${id}-group-${number}`, role: "presentation", text: group.title }),
      ...group.found.map((offer) => {
        const index = shown.push(offer) - 1;
        return h("div", { class: "palette-option", role: "option", id: `${id}-${index}`, on: { click: () => take(offer) } }, icon(offer.sign ?? signOf(offer.type ?? offer.kind)), h("span", { class: "palette-label", text: offer.label }), h("span", { class: "palette-help", text: offer.help }));
      }))));
    if (!shown.length) list.replaceChildren(h("p", { class: "muted small", text: t("Nothing of that name.") }));
    mark();
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % Math.max(1, shown.length);
    else if (event.key === "Enter" && shown[at]) take(shown[at]);
    else return;
    event.preventDefault();
    mark();
  });
  const dialog = openDialog(t("Add"), [search, list], { actions: [button(t("Paste lines as items"), () => { dialog.close(); pasteItems(app, ""); }, { kind: "quiet", sign: "clipboard-list" })] });
  search.focus();
  draw();
}

/** Lines of questions become items. @param {Builder} app @param {string} text */
export function pasteItems(app, text) {
  const id = freshId("paste");
  const area = h("textarea", { class: "input", id, rows: 8, placeholder: t("One question per line") });
  area.value = text;
  const type = h("select", { class: "input", id: `${id}-type` }, h("option", { value: "yes-no", text: t("Yes or no") }), ...typeOptions(app).map(([value, label]) => h("option", { value, text: label })));
  const shown = h("ol", { class: "paste-preview small" });
  const read = () => itemsFrom(area.value, app.languages, app.takenNames());
  const draw = () => {
    const found = read();
    shown.replaceChildren(...found.map((item) => h("li", {}, Object.values(item.label)[0] ?? "", " ", h("code", { text: item.name }))));
    go.disabled = !found.length;
    go.lastElementChild.textContent = t("Add items ({count})", { count: found.length });
  };
  const go = button(t("Add items ({count})", { count: 0 }), () => {
    const found = read();
    dialog.close();
    app.addMany(found, type.value);
  }, { kind: "primary" });
  area.addEventListener("input", draw);
  const dialog = openDialog(t("Paste lines as items"), [
    h("div", { class: "field" }, h("label", { class: "field-label", for: id, text: t("Questions") }), area),
    h("div", { class: "field" }, h("label", { class: "field-label", for: type.id, text: t("Answer type") }), type), shown,
  ], { size: "wide", actions: [button(t("Cancel"), () => dialog.close()), go] });
  area.focus();
  draw();
}
