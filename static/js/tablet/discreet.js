/** @file A note that looks like any shopping list: dim, plain, one tap to go back. It holds what a customer would write down, and nothing that tells. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { inWords } from "./formats.js";

export class DiscreetNote {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
  }

  open() {
    const back = h("button", { type: "button", class: "note-back", text: t("Back") });
    const note = h("dialog", { class: "note", "aria-label": t("Shopping list"), on: { close: () => note.remove() } },
      h("h2", { class: "note-title", text: t("Shopping list") }), h("ul", { class: "note-lines" }, ...this.#lines().map((text) => h("li", { text }))), back);
    back.addEventListener("click", () => note.close());
    document.body.append(note);
    note.showModal();
    back.focus();
  }

  /** The facts of the visit that is open are what a customer knows; else things that anybody buys. */
  #lines() {
    const [, id] = this.app.path.split("/");
    const work = this.app.session?.work?.assignments.find((/** @type {any} */ each) => each.id === id);
    const facts = (work?.scenario?.facts ?? []).map(inWords).filter(Boolean);
    return [...facts, t("Milk"), t("Bread"), t("Batteries"), t("Something for Sunday")];
  }
}
