/** @file The few pieces that all screens are made of: buttons, remarks, badges, fields, figures. */

import { freshId, h, icon } from "../player/dom.js";

/** @typedef {import("../player/dom.js").Child} Child @typedef {"primary" | "secondary" | "quiet" | "danger"} Kind */

/** @param {string} label @param {() => unknown} click @param {{ kind?: Kind, sign?: string, large?: boolean, key?: string, disabled?: boolean }} [how] */
export function button(label, click, { kind = "secondary", sign = "", large = false, key = "", disabled = false } = {}) {
  return h("button", { type: "button", class: `button button-${kind}${large ? " button-large" : ""}`, disabled, data: key ? { key } : {}, on: { click } }, sign && icon(sign), h("span", { text: label }));
}

/** @param {string} label @param {string} href @param {{ kind?: Kind, sign?: string, large?: boolean, key?: string }} [how] */
export function linkTo(label, href, { kind = "secondary", sign = "", large = false, key = "" } = {}) {
  return h("a", { href, class: `button button-${kind}${large ? " button-large" : ""}`, data: key ? { key } : {} }, sign && icon(sign), h("span", { text: label }));
}

/** @param {string} label said, not shown @param {string} sign @param {() => unknown} click @param {string} [key] */
export function iconButton(label, sign, click, key = "") {
  return h("button", { type: "button", class: "button button-quiet button-square", "aria-label": label, title: label, data: key ? { key } : {}, on: { click } }, icon(sign));
}

const SIGNS = { info: "info", good: "circle-check", caution: "triangle-alert", danger: "octagon-alert" };

/** @param {"info" | "good" | "caution" | "danger"} tone @param {string} title @param {string} [text] @param {Child[]} [acts] */
export function callout(tone, title, text = "", acts = []) {
  return h("div", { class: `callout callout-${tone}` }, icon(SIGNS[tone]),
    h("div", { class: "callout-body" }, h("p", { class: "callout-title", text: title }), text && h("p", { text }), acts.length ? h("div", { class: "row" }, ...acts) : null));
}

/** @param {{ words: string, sign: string, tone: string }} state */
export function badge({ words, sign, tone }) {
  return h("span", { class: `badge badge-${tone}` }, icon(sign), h("span", { text: words }));
}

/** @param {string} title @param {...Child} children */
export function section(title, ...children) {
  return h("section", { class: "tablet-section" }, h("h2", { text: title }), ...children);
}

/** The head of a screen; the one `h1` takes the focus when the screen opens. @param {string} title @param {{ eyebrow?: string, lead?: string }} [more] */
export function heading(title, { eyebrow = "", lead = "" } = {}) {
  return h("header", { class: "tablet-heading" }, eyebrow && h("p", { class: "page-eyebrow", text: eyebrow }), h("h1", { tabindex: "-1", text: title }), lead && h("p", { class: "page-lead", text: lead }));
}

/** A field with its label, hint and place for what is wrong. @param {string} label @param {HTMLElement} input @param {{ hint?: string }} [more] */
export function field(label, input, { hint = "" } = {}) {
  const id = freshId("field");
  const wrong = h("p", { class: "field-error", id: `${id}-wrong`, role: "alert", hidden: true });
  input.id = id;
  input.setAttribute("aria-describedby", `${hint ? `${id}-hint ` : ""}${id}-wrong`);
  const element = h("div", { class: "field" }, h("label", { class: "field-label", for: id, text: label }), hint && h("p", { class: "field-hint", id: `${id}-hint`, text: hint }), input, wrong);
  const say = (/** @type {string} */ text) => {
    wrong.replaceChildren(...(text ? [icon("circle-alert"), h("span", { text })] : []));
    wrong.hidden = !text;
    input.setAttribute("aria-invalid", String(Boolean(text)));
    if (text) input.focus();
  };
  return { element, input: /** @type {any} */ (input), say };
}

/** @param {string} sign @param {...Child} content */
export function line(sign, ...content) {
  return h("p", { class: "next-test-line" }, icon(sign), h("span", {}, ...content));
}

/** Replaces what a box shows; who had the focus on a named control has it again. @param {HTMLElement} box @param {...Child} content */
export function redraw(box, ...content) {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && box.contains(active) ? active.dataset.key : undefined;
  const open = new Set([...box.querySelectorAll("details[open]")].map((one) => /** @type {HTMLElement} */ (one).dataset.key));
  box.replaceChildren(.../** @type {any[]} */ (content.flat().filter(Boolean)));
  for (const one of box.querySelectorAll("details")) if (open.has(one.dataset.key)) one.open = true;
  if (key) /** @type {HTMLElement | null} */ (box.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus({ preventScroll: true });
}

/** A dialog that goes when it is closed. @param {string} title @param {Child[]} body @param {Child[]} acts @returns {HTMLDialogElement} */
export function dialog(title, body, acts) {
  const id = freshId("dialog");
  const element = h("dialog", { class: "player-dialog", "aria-labelledby": id, on: { close: () => element.remove() } },
    h("h2", { id, text: title, tabindex: "-1" }), h("div", { class: "stack" }, ...body), h("div", { class: "dialog-acts" }, ...acts));
  document.body.append(element);
  element.showModal();
  return element;
}

/** Does something that takes a while; the button says so and cannot be pressed twice. What fails is said. @param {import("./app.js").App} app @param {any} pressed @param {() => Promise<unknown>} act */
export async function busy(app, pressed, act) {
  if (pressed.getAttribute("aria-busy") === "true") return;
  pressed.setAttribute("aria-busy", "true");
  pressed.setAttribute("aria-disabled", "true");
  try {
    await act();
  } catch (error) {
    app.failed(error);
  } finally {
    pressed.removeAttribute("aria-busy");
    pressed.removeAttribute("aria-disabled");
  }
}
