/** @file A promise: what was said, and by when. The clock runs on after the visit. */

import { h, setText } from "../dom.js";
import { t } from "../texts.js";

const PAUSE_MS = 600;

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const field = (/** @type {string} */ type, /** @type {string} */ kind) =>
    h("input", { class: `input ${kind}`, type, autocomplete: "off", "aria-describedby": `${view.id}-problem`, on: { input: wait, change: settle } });
  const [what, day, hour] = [field("text", "promise-what"), field("date", "input-moment"), field("time", "input-moment")];
  const words = [h("span", {}), h("span", {}), h("span", {})];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pending;

  function wait() {
    clearTimeout(pending);
    pending = setTimeout(settle, PAUSE_MS);
  }

  function settle() {
    clearTimeout(pending);
    pending = undefined;
    hour.disabled = view.locked || !day.value;
    const by = day.value && hour.value ? `${day.value}T${hour.value}:00` : day.value;
    if (!what.value.trim() && !by) return view.answer(null);
    return view.answer({ what: what.value.trim(), ...(by ? { by } : {}) });
  }

  return {
    element: h("div", { class: "widget-promise" }, ...[what, day, hour].map((input, index) => h("label", { class: "promise-field" }, words[index], input))),
    update: (slot) => {
      [t("What"), t("By which day"), t("By what time")].forEach((text, index) => setText(words[index], text));
      const { what: said = "", by = "" } = slot.missing ? {} : /** @type {any} */ (slot.value || {});
      if (pending === undefined && !view.element?.contains(document.activeElement)) {
        what.value = said;
        day.value = by.slice(0, 10);
        hour.value = by.slice(11, 16);
      }
      for (const input of [what, day]) input.disabled = view.locked;
      hour.disabled = view.locked || !day.value;
    },
    typing: () => [what, day, hour].some((input) => input === document.activeElement),
    settle: () => { if (pending !== undefined) settle(); },
    focus: () => what.focus(),
  };
}
