/** @file Dialogs, messages that leave by themselves, and the line for those who listen. */

import { freshId, h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";

const STAY_MS = 8000;
const live = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
const toasts = h("div", { class: "flashes", role: "region" });

/** @param {HTMLElement} root */
export function startMessages(root) {
  toasts.setAttribute("aria-label", t("Messages"));
  root.append(live, toasts);
}

/** @param {string} text */
export function announce(text) {
  live.textContent = "";
  live.textContent = text;
}

/** @param {string} label @param {() => void} act @param {{ kind?: string, sign?: string, [attribute: string]: any }} [options] */
export function button(label, act, { kind = "secondary", sign = "", ...attributes } = {}) {
  return h("button", { type: "button", class: `button button-${kind}`, on: { click: act }, ...attributes }, sign ? icon(sign) : null, h("span", { text: label }));
}

/** @param {string} label @param {string} sign @param {() => void} act @param {Record<string, any>} [attributes] */
export function iconButton(label, sign, act, attributes = {}) {
  return h("button", { type: "button", class: "button button-quiet button-square", "aria-label": label, title: label, on: { click: act }, ...attributes }, icon(sign));
}

/** A message with, perhaps, something to do about it. @param {string} text @param {{ tone?: string, act?: [string, () => void] }} [options] */
export function say(text, { tone = "info", act } = {}) {
  const sign = { good: "circle-check", caution: "triangle-alert", danger: "octagon-alert" }[tone] ?? "info";
  const close = () => toast.remove();
  const toast = h("div", { class: `toast toast-${tone}` }, icon(sign), h("p", { text }),
    act ? button(act[0], () => { close(); act[1](); }, { kind: "quiet" }) : null, iconButton(t("Dismiss"), "x", close));
  toasts.append(toast);
  announce(text);
  let timer = setTimeout(close, STAY_MS);
  for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, () => clearTimeout(timer));
  for (const kind of ["pointerleave", "focusout"]) toast.addEventListener(kind, () => { timer = setTimeout(close, STAY_MS); });
}

/** @type {any} */
let opened = null;

/**
 * A modal dialog; it leaves the page when it is closed, and the focus goes back to where it was.
 * @param {string} title @param {Node[]} body @param {{ actions?: Node[], size?: string, onClose?: () => void }} [options] @returns {HTMLDialogElement}
 */
export function openDialog(title, body, { actions = [], size = "", onClose = () => {} } = {}) {
  const id = freshId("dialog");
  const dialog = h("dialog", { class: `dialog builder-dialog${size ? ` dialog-${size}` : ""}`, "aria-labelledby": id },
    h("header", { class: "dialog-header" }, h("h2", { id, text: title }), iconButton(t("Close"), "x", () => dialog.close())),
    h("div", { class: "dialog-body stack" }, ...body),
    actions.length ? h("footer", { class: "dialog-actions" }, ...actions) : null);
  const from = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    opened = null;
    onClose();
    if (from instanceof HTMLElement && from.isConnected && (document.activeElement === document.body || !document.activeElement)) from.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  opened = dialog;
  return dialog;
}

export const isDialogOpen = () => Boolean(opened?.open);

/** @param {string} title @param {Node[]} body @param {string} yes @param {() => void} act @param {string} [kind] */
export function confirmDialog(title, body, yes, act, kind = "danger") {
  const dialog = openDialog(title, body, {
    actions: [button(t("Cancel"), () => dialog.close(), { autofocus: true }), button(yes, () => { dialog.close(); act(); }, { kind })],
  });
  return dialog;
}

/** Asks for one line of text. @param {string} title @param {string} label @param {string} value @param {(text: string) => void} act */
export function promptDialog(title, label, value, act) {
  const id = freshId("prompt");
  const input = h("input", { class: "input", id, type: "text", autocomplete: "off" });
  input.value = value;
  const done = () => {
    if (!input.value.trim()) return input.focus();
    dialog.close();
    act(input.value.trim());
    return undefined;
  };
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    done();
  });
  const dialog = openDialog(title, [h("div", { class: "field" }, h("label", { class: "field-label", for: id, text: label }), input)],
    { actions: [button(t("Cancel"), () => dialog.close()), button(t("OK"), done, { kind: "primary" })] });
  input.focus();
  input.select();
}

/** A menu below its button: a native popover, moved through with the arrow keys. @param {string} label @param {string} sign @param {() => Node[]} items @param {{ iconOnly?: boolean }} [options] */
export function menuButton(label, sign, items, { iconOnly = false } = {}) {
  const id = freshId("menu");
  const list = h("div", { class: "menu-list", id, popover: "auto" });
  const opener = h("button", { type: "button", class: `button button-quiet${iconOnly ? " button-square" : ""}`, popovertarget: id, title: iconOnly ? label : undefined, "aria-label": iconOnly ? label : undefined },
    icon(sign), iconOnly ? null : h("span", { text: label }), iconOnly ? null : icon("chevron-down"));
  list.addEventListener("beforetoggle", (/** @type {any} */ event) => { if (event.newState === "open") list.replaceChildren(...items()); });
  list.addEventListener("toggle", (/** @type {any} */ event) => { if (event.newState === "open") place(list, opener); });
  list.addEventListener("click", () => list.hidePopover());
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => moveWithin(list, event));
  return h("div", { class: "menu" }, opener, list);
}

/** @param {HTMLElement} list @param {HTMLElement} opener */
export function place(list, opener) {
  const at = opener.getBoundingClientRect();
  const size = list.getBoundingClientRect();
  const left = Math.max(4, Math.min(at.left, innerWidth - size.width - 4));
  const top = at.bottom + 4 + size.height > innerHeight ? Math.max(4, at.top - size.height - 4) : at.bottom + 4;
  list.style.setProperty("inset", `${top}px auto auto ${left}px`);
  /** @type {HTMLElement | null} */ (list.querySelector("button, a"))?.focus();
}

/** @param {HTMLElement} list @param {KeyboardEvent} event */
function moveWithin(list, event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a[href], button:not([disabled])")]);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  event.preventDefault();
  all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus();
}

/** @param {string} label @param {string} sign @param {() => void} act @param {string} [detail] a key */
export function menuItem(label, sign, act, detail = "") {
  return h("button", { type: "button", class: "menu-item", on: { click: act } }, icon(sign), h("span", { text: label }), detail ? h("kbd", { text: detail }) : null);
}
