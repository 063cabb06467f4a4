/** @file Consent to a recording and its start. The server offers it or does not; what it does not offer is not there. */

import { h, icon } from "../player/dom.js";
import { t } from "./texts.js";

/** @typedef {{ is_running?: boolean, sentence: string, agreed: string[], consent: string, start: string }} Offer */

export class Recording {
  /** @param {(address: string, body: Record<string, string>) => Promise<any>} ask tells refusals itself */
  constructor(ask) {
    this.ask = ask;
    this.shown = "";
    this.element = h("section", { class: "call-recording", "aria-label": t("Recording"), hidden: true });
  }

  /** @param {Offer | undefined} offer nothing: no control at all */
  show(offer) {
    const now = JSON.stringify(offer ?? null);
    if (now === this.shown) return;
    this.shown = now;
    this.element.hidden = !offer;
    if (!offer) this.element.replaceChildren();
    else if (offer.is_running) this.element.replaceChildren(icon("circle-dot"), h("strong", { role: "status", text: t("This call is being recorded") }));
    else this.element.replaceChildren(...this.#asking(offer));
  }

  /** @param {Offer} offer @returns {HTMLElement[]} */
  #asking({ sentence, agreed, consent, start }) {
    const sides = { called: t("The other side agrees"), caller: t("I agree") };
    const buttons = Object.entries(sides).map(([side, words]) => {
      const has = agreed.includes(side);
      return h("button", { type: "button", class: "button button-secondary", "aria-pressed": String(has), disabled: has, on: { click: () => this.#post(consent, { side }) } }, icon(has ? "check" : "circle"), h("span", { text: words }));
    });
    const record = h("button", { type: "button", class: "button button-danger", disabled: agreed.length < 2, on: { click: () => this.#post(start, {}) } }, icon("circle-dot"), h("span", { text: t("Record from now on") }));
    return [h("div", {}, h("strong", { text: t("Recording: read this out first") }), h("p", { text: sentence })), h("div", { class: "row" }, ...buttons, record)];
  }

  /** @param {string} address @param {Record<string, string>} body */
  async #post(address, body) {
    const told = await this.ask(address, body);
    if (told) this.show(told.recording);
  }
}
