/** @file F8: how the call ended. A list with one key each, a note where one is needed, and Enter. */

import { h, icon, setText, takesText } from "../player/dom.js";
import { open } from "./dialogs.js";
import { t } from "./texts.js";

/** @typedef {{ code: string, label: string, key: string, needs_note: boolean }} Outcome */

/** @param {Outcome[]} outcomes @param {{ suggested: string, onChoose: (code: string, note: string) => Promise<string> }} options onChoose gives what speaks against it, "" once it is done */
export function askOutcome(outcomes, { suggested, onChoose }) {
  const wrong = h("p", { class: "call-wrong", role: "alert", hidden: true });
  const note = h("input", { class: "input", id: "call-note", maxlength: 2000, autocomplete: "off" });
  const due = h("span", { class: "item-due", text: ` ${t("needed here")}`, hidden: true });
  const tiles = outcomes.map((outcome) => tile(outcome, outcome.code === suggested));
  const submit = h("button", { type: "submit", class: "button button-primary" }, icon("check"), h("span", { text: t("End the call, on to the next") }), h("kbd", { text: "Enter" }));
  const chosen = () => outcomes.find((outcome) => form.elements.namedItem("outcome").value === outcome.code);
  const say = (/** @type {string} */ words) => {
    setText(wrong, words);
    wrong.hidden = !words;
  };
  const follow = () => {
    const outcome = chosen();
    due.hidden = !outcome?.needs_note;
    submit.disabled = !outcome;
    (outcome?.needs_note ? note : submit).focus();
  };
  const send = async () => {
    const outcome = chosen();
    if (!outcome || submit.disabled) return;
    if (outcome.needs_note && !note.value.trim()) {
      say(t("Please say in a few words what happened."));
      return note.focus();
    }
    submit.disabled = true;
    const against = await onChoose(outcome.code, note.value.trim());
    if (!against) return dialog.close();
    submit.disabled = false;
    say(against);
  };
  const form = h("form", { class: "call-form", on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); void send(); }, keydown: (/** @type {KeyboardEvent} */ event) => pick(event, tiles, follow) } },
    h("div", { class: "outcomes", role: "radiogroup", "aria-label": t("How did the call end?") }, ...tiles.map(({ element }) => element)),
    h("div", { class: "field" }, h("label", { class: "field-label", for: "call-note" }, t("Note"), due), note), wrong,
    h("div", { class: "dialog-acts" }, submit));
  const dialog = open(t("How did the call end?"), [form]);
  if (chosen()) follow();
  else tiles[0]?.input.focus();
  if (!chosen()) submit.disabled = true;
  for (const { input } of tiles) input.addEventListener("click", (/** @type {MouseEvent} */ event) => { if (event.detail) follow(); });
  for (const { input } of tiles) input.addEventListener("change", () => (submit.disabled = false));
  return dialog;
}

/** One key each: 1 to 9, then a for 10, b for 11. @param {string} key */
const single = (key) => (Number(key) > 9 ? Number(key).toString(36) : key);

/** @param {Outcome} outcome @param {boolean} isChosen */
function tile({ code, label, key: number, needs_note }, isChosen) {
  const key = single(number);
  const input = h("input", { type: "radio", name: "outcome", value: code, checked: isChosen });
  return { key, input, element: h("label", { class: "outcome" }, input, h("kbd", { text: key }), h("span", { text: label }), needs_note ? icon("pencil") : null) };
}

/** One key chooses; in the note it is a letter. @param {KeyboardEvent} event @param {{ key: string, input: HTMLInputElement }[]} tiles @param {() => void} follow */
function pick(event, tiles, follow) {
  if (takesText(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = tiles.find(({ key }) => key.toLowerCase() === event.key.toLowerCase());
  if (!found) return;
  event.preventDefault();
  found.input.checked = true;
  follow();
}

