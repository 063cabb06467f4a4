/** @file Ranking: tap to place, then drag by the handle, or move by arrows; no dragging needed. */

import { choiceText } from "../../interview/labels.js";
import { h, icon } from "../dom.js";
import { t } from "../texts.js";
import { codesOf, namesOf } from "./codes.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const placed = h("ol", { class: "rank-placed" });
  const open = h("div", { class: "rank-open options" });
  const element = h("div", { class: "widget-rank" }, placed, open);

  const chosen = () => (view.slot.missing || !Array.isArray(view.slot.value) ? [] : [...view.slot.value]);
  const label = (/** @type {string} */ name) => choiceText(view.run, view.slot, name);
  const commit = (/** @type {string[]} */ names) => view.answer(names.length ? names : null);

  /** @param {string} name @param {number} by */
  function move(name, by) {
    const names = chosen();
    const at = names.indexOf(name);
    names.splice(at, 1);
    names.splice(at + by, 0, name);
    commit(names);
    focusOn(name, by < 0 ? "up" : "down");
  }

  /** Where a row is held to be dragged; for keys and screen readers there are the arrows. */
  function handle() {
    return h("span", { class: "rank-handle", "aria-hidden": "true", on: { pointerdown: grasp } }, icon("grip-vertical"));
  }

  /** @param {PointerEvent} event */
  function grasp(event) {
    const row = /** @type {HTMLElement} */ (event.currentTarget).closest("li");
    if (view.locked || !row) return;
    event.preventDefault();
    placed.setPointerCapture(event.pointerId); // not the row: what moves in the page loses the pointer
    row.toggleAttribute("data-held", true);
    const drag = (/** @type {PointerEvent} */ { clientY }) => {
      const below = [...placed.children].find((other) => other !== row && clientY < middle(other));
      if (row.nextElementSibling !== (below ?? null)) placed.insertBefore(row, below ?? null);
    };
    placed.addEventListener("pointermove", drag);
    placed.addEventListener("lostpointercapture", () => {
      placed.removeEventListener("pointermove", drag);
      row.toggleAttribute("data-held", false);
      commit([...placed.children].map((one) => /** @type {HTMLElement} */ (one).dataset.name ?? ""));
    }, { once: true });
  }

  /** @param {Element} row */
  function middle(row) {
    const box = row.getBoundingClientRect();
    return box.top + box.height / 2;
  }

  /** @param {string} name @param {string} act */
  function focusOn(name, act) {
    const row = [...placed.children].find((one) => one instanceof HTMLElement && one.dataset.name === name);
    const button = row?.querySelector(`[data-act="${act}"]:not(:disabled)`) ?? row?.querySelector("button:not(:disabled)");
    if (button instanceof HTMLElement) button.focus();
  }

  /** @param {string} name @param {number} index @param {number} count */
  function row(name, index, count) {
    const button = (/** @type {string} */ act, /** @type {string} */ sign, /** @type {string} */ words, /** @type {() => void} */ click, disabled = false) =>
      h("button", { type: "button", class: "button button-quiet button-square", disabled: disabled || view.locked, "aria-label": `${words}: ${label(name)}`, data: { act }, on: { click } }, icon(sign));
    return h("li", { class: "rank-row", data: { name } }, handle(),
      h("span", { class: "rank-number", text: String(index + 1) }), h("span", { class: "rank-text", text: label(name) }),
      button("up", "arrow-up", t("Up"), () => move(name, -1), index === 0),
      button("down", "arrow-down", t("Down"), () => move(name, 1), index === count - 1),
      button("off", "x", t("Remove"), () => commit(chosen().filter((one) => one !== name))));
  }

  return {
    element,
    update: (slot) => {
      const names = chosen();
      const all = slot.choices ?? [];
      placed.replaceChildren(...names.map((name, index) => row(name, index, names.length)));
      open.replaceChildren(...all.filter((name) => !names.includes(name)).map((name) => h("button", {
        type: "button", class: "option", disabled: view.locked, on: { click: () => { commit([...chosen(), name]); focusNext(); } },
      }, h("span", { class: "option-mark" }, icon("plus")), h("span", { class: "option-text", text: label(name) }),
      h("kbd", { class: "option-code", "aria-hidden": "true", text: codesOf(all)[all.indexOf(name)] }))));
    },
    focus: focusNext,
    pick: (typed) => {
      const names = namesOf(typed, view.slot.choices ?? []);
      if (names) commit(names);
      return Boolean(names);
    },
  };

  function focusNext() {
    const next = open.querySelector("button") ?? placed.querySelector("button:not(:disabled)") ?? view.element;
    if (next instanceof HTMLElement) next.focus();
  }
}
