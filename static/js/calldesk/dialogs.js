/** @file The frame of the call desk's dialogs: named by their heading, closed by Escape, keys in them stay in them. */

import { freshId, h, icon } from "../player/dom.js";
import { t } from "./texts.js";

/** While one is open, it has the floor. */
export const isDialogOpen = () => document.querySelector("dialog[open]") !== null;

/** @param {string} title @param {Node[]} content @param {HTMLElement[]} acts @returns {HTMLDialogElement} which is gone once it is closed */
export function open(title, content, acts = []) {
  const id = freshId("call-dialog");
  const close = h("button", { type: "button", class: "button button-quiet button-square", "aria-label": t("Close"), on: { click: () => dialog.close() } }, icon("x"));
  const dialog = h("dialog", { class: "player-dialog call-dialog", "aria-labelledby": id, on: { close: () => dialog.remove(), keydown: (/** @type {KeyboardEvent} */ event) => event.stopPropagation() } },
    h("header", { class: "dialog-head" }, h("h2", { id, text: title }), close), ...content, acts.length ? h("div", { class: "dialog-acts" }, ...acts) : null);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** @param {string} words @param {string} sign @param {string} kind @param {() => void} click @returns {HTMLButtonElement} */
export function actButton(words, sign, kind, click) {
  return h("button", { type: "button", class: `button button-${kind}`, on: { click } }, icon(sign), h("span", { text: words }));
}
