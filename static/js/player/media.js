/** @file Pictures, sounds and films: what the author shows with an item, and what a tester has recorded. A file that is missing stops nothing. */

import { inLanguage } from "../interview/labels.js";
import { h, icon } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player */

/** Where a file of the form is fetched from, in the language of the interview; "" where there is none. @param {Player} player @param {any} media file names by kind and language @param {string} kind */
export function addressOf({ run, urls }, media, kind) {
  const file = run.form.pack.files?.[inLanguage(run, media?.[kind])];
  if (!file) return "";
  return urls.own?.[file.sha256] ?? (urls.files ? `${urls.files}/${file.sha256}` : "");
}

/** A picture that takes itself away where it cannot be loaded. @param {string} address @param {string} words said instead of it; "" where they stand beside it @param {() => void} onGone */
export function picture(address, words, onGone) {
  return h("img", { src: address, alt: words, decoding: "async", on: { error: onGone } });
}

/** Sound or film with the browser's own controls. @param {"audio" | "video"} kind @param {string} address @param {Record<string, any>} [more] */
export function recording(kind, address, more = {}) {
  return h(kind, { src: address, controls: true, preload: "metadata", playsinline: kind === "video", ...more });
}

/** What an author shows with one item, section or option. */
export class MediaView {
  /** @param {Player} player @param {{ media?: any, autoplay?: string }} shown @param {string} labelId of the words it belongs to */
  constructor(player, shown, labelId) {
    this.player = player;
    this.shown = shown;
    this.named = labelId ? { "aria-labelledby": labelId } : {};
    this.element = h("div", { class: "shown-media", hidden: true });
    this.drawn = "[]";
  }

  /** Draws again only if other files are to be shown: a sound that plays goes on. */
  draw() {
    const { player, shown } = this;
    if (!shown.media) return;
    const [image, large, audio, video] = ["image", "big-image", "audio", "video"].map((kind) => addressOf(player, shown.media, kind));
    const signature = JSON.stringify([image, large, audio, video, player.run.language]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const parts = [image && this.#picture(image, large || image), audio && this.#recording("audio", audio), video && this.#recording("video", video)].filter(Boolean);
    this.element.replaceChildren(...parts);
    this.element.hidden = !parts.length;
  }

  /** @param {string} address @param {string} large */
  #picture(address, large) {
    const open = h("button", { type: "button", class: "shown-picture", on: { click: () => this.#enlarge(large) } });
    open.setAttribute("aria-label", t("Enlarge the picture"));
    if (this.named["aria-labelledby"]) open.setAttribute("aria-describedby", this.named["aria-labelledby"]);
    open.append(picture(address, "", () => this.#gone(open)), h("span", { class: "shown-zoom" }, icon("zoom-in")));
    return open;
  }

  /** @param {string} address */
  #enlarge(address) {
    const { frame } = this.player;
    const close = h("button", { type: "button", class: "button button-secondary", on: { click: () => frame.dialog.close() } }, icon("x"), t("Close"));
    const words = document.getElementById(this.named["aria-labelledby"] ?? "")?.textContent ?? "";
    frame.show(picture(address, words || t("Picture"), () => frame.dialog.close()), h("div", { class: "dialog-acts" }, close));
  }

  /** @param {"audio" | "video"} kind @param {string} address */
  #recording(kind, address) {
    const plays = recording(kind, address, { ...this.named, autoplay: this.shown.autoplay === kind });
    plays.addEventListener("error", () => this.#gone(plays));
    return plays;
  }

  /** Says so in its place; when the connection is back it is fetched again. @param {HTMLElement} part */
  #gone(part) {
    part.replaceWith(h("p", { class: "shown-missing" }, icon("info"), h("span", { text: t("This cannot be shown now; go on without it.") })));
    addEventListener("online", () => {
      this.drawn = "[]";
      this.draw();
    }, { once: true });
  }
}

/** Fetches what the form shows ahead, so that it is there where no connection is. Films are large and wait until they are wanted. @param {Player} player */
export async function fetchAhead({ run, urls }) {
  const files = Object.values(run.form.pack.files ?? {}).filter((/** @type {any} */ file) => !file.type.startsWith("video/"));
  for (const { sha256 } of /** @type {any[]} */ (files)) {
    const response = await fetch(`${urls.files}/${sha256}`).catch(() => null);
    if (!response) return;
    await response.arrayBuffer();
  }
}
