/** @file F7: an appointment as it is typed, by the clocks of the called party, with the caller's own clocks beside it. */

import { h, icon, setText } from "../player/dom.js";
import { open } from "./dialogs.js";
import { momentWords, t } from "./texts.js";
import { instantOf, localText, understand, wallClock } from "./when.js";

/** @typedef {{ from: string, until?: string, hard: boolean, note: string }} Wanted */

/** @param {string} zone of the called party @param {{ onMake: (wanted: Wanted) => Promise<string> }} options onMake gives what speaks against it, "" once it is done */
export function askAppointment(zone, { onMake }) {
  const when = h("input", { class: "input", id: "call-when", autocomplete: "off", "aria-describedby": "call-when-hint call-when-means", placeholder: "14:30" });
  const means = h("output", { class: "call-means", id: "call-when-means", for: "call-when" });
  const wrong = h("p", { class: "call-wrong", role: "alert", hidden: true });
  const note = h("input", { class: "input", id: "call-appointment-note", maxlength: 2000, autocomplete: "off" });
  const hard = h("input", { type: "radio", name: "hard", value: "yes", checked: true });
  const soft = h("input", { type: "radio", name: "hard", value: "no" });
  const submit = h("button", { type: "submit", class: "button button-primary" }, icon("calendar-clock"), h("span", { text: t("Make the appointment") }), h("kbd", { text: "Enter" }));
  let isChosen = false;
  const follow = () => {
    const span = understand(when.value, Date.now(), zone);
    if (span && !isChosen) (span.until ? soft : hard).checked = true;
    setText(means, span ? inWords(span, zone) : when.value.trim() ? t("Not understood yet, or past.") : "");
    means.toggleAttribute("data-understood", span !== null);
    return span;
  };
  const say = (/** @type {string} */ words) => {
    setText(wrong, words);
    wrong.hidden = !words;
  };
  const send = async () => {
    const span = follow();
    if (!span) {
      say(t("Please type a time such as 14:30, mo 9, 28.11. 10:00 or tomorrow 9-12."));
      return when.focus();
    }
    submit.disabled = true;
    const against = await onMake({ from: span.from, ...(span.until ? { until: span.until } : {}), hard: hard.checked, note: note.value.trim() });
    submit.disabled = false;
    if (against) say(against);
    else dialog.close();
  };
  when.addEventListener("input", follow);
  for (const kind of [hard, soft]) kind.addEventListener("change", () => (isChosen = true));
  const form = h("form", { class: "call-form", on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); void send(); } } },
    h("div", { class: "field" }, h("label", { class: "field-label", for: "call-when", text: t("When, by the clocks there ({zone})?", { zone }) }), when,
      h("p", { class: "field-hint", id: "call-when-hint", text: t("14:30, mo 9, 28.11. 10:00, tomorrow 9-12, in 2 h") }), means),
    h("div", { class: "call-kinds", role: "radiogroup", "aria-label": t("How firm is it?") },
      h("label", { class: "outcome" }, hard, h("span", {}, h("strong", { text: t("Fixed") }), h("span", { class: "small muted", text: t("at this time, and I call") }))),
      h("label", { class: "outcome" }, soft, h("span", {}, h("strong", { text: t("Loose") }), h("span", { class: "small muted", text: t("around then, anybody calls") })))),
    h("div", { class: "field" }, h("label", { class: "field-label", for: "call-appointment-note", text: t("Note") }), note), wrong, h("div", { class: "dialog-acts" }, submit));
  const dialog = open(t("Appointment"), [form]);
  when.focus();
  return dialog;
}

/** @param {import("./when.js").Span} span @param {string} zone */
function inWords({ from, until }, zone) {
  const there = until ? `${momentWords(from)}–${until.slice(11)}` : momentWords(from);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const here = localText(wallClock(instantOf(from, zone), own));
  return here === from ? there : t("{there} there, {here} for you", { there, here: momentWords(here) });
}
