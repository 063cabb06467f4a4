/** @file A visit that was not possible: why, in the tester's words, with a photo as proof. That is a result, too. */

import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { busy, callout, field, heading } from "../pieces.js";

/** @type {Record<string, () => string>} as in the office's list of reasons */
const REASONS = {
  closed: () => t("It was closed during its opening hours"),
  moved: () => t("The location has moved or no longer exists"),
  no_access: () => t("I could not get in or reach anybody"),
  wrong_place: () => t("It does not offer what the scenario asks for"),
  recognised: () => t("I was recognised as a tester"),
  unsafe: () => t("It was not safe"),
  ill: () => t("I am ill or prevented"),
  other: () => t("Something else"),
};

/** @param {import("../app.js").App} app @param {import("../day.js").Entry} entry @returns {import("../app.js").Screen} */
export function untested(app, { id, work }) {
  const title = t("I could not test");
  let reason = "";
  /** @type {{ sha256: string }[]} */
  const photos = [];
  const wrong = h("p", { class: "field-error", role: "alert", hidden: true });
  const reasons = h("fieldset", { class: "field field-group" }, h("legend", { class: "field-label", text: t("What happened?") }), wrong,
    h("div", { class: "choices" }, ...Object.entries(REASONS).map(([code, words]) => h("label", { class: "choice" }, h("input", { type: "radio", name: "reason", value: code, on: { change: () => (reason = code) } }), h("span", { text: words() })))));
  const note = field(t("In your words"), h("textarea", { class: "input", rows: 4, maxlength: 2000 }), { hint: t("What you saw and when; no names.") });
  const send = h("button", { type: "submit", class: "button button-primary button-large" }, icon("check"), h("span", { text: t("Close this visit") }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    wrong.hidden = Boolean(reason);
    wrong.replaceChildren(icon("circle-alert"), h("span", { text: t("Please choose what happened.") }));
    const words = note.input.value.trim();
    note.say(reason === "other" && !words ? t("Please say in a sentence what happened.") : "");
    if (!reason) /** @type {HTMLElement} */ (reasons.querySelector("input")).focus();
    else if (reason !== "other" || words) void busy(app, send, () => close(app, id, { reason, note: words, media: photos.map((photo) => photo.sha256) }));
  };
  const element = h("div", { class: "stack stack-wide" }, heading(title, { eyebrow: work.location.name, lead: t("That is a result, too. Say what happened; the planner decides what comes next.") }),
    h("form", { class: "form", novalidate: true, on: { submit } }, reasons, note.element, proof(app, photos), send));
  return { element, title, back: `visit/${id}` };
}

/** @param {import("../app.js").App} app @param {{ sha256: string }[]} photos */
function proof(app, photos) {
  const shown = h("ul", { class: "tablet-photos", role: "list" });
  const failure = h("div", { role: "alert" });
  const pick = h("input", { class: "visually-hidden", type: "file", accept: "image/*", capture: "environment", on: { change: async () => {
    const [file] = pick.files;
    pick.value = "";
    if (!file) return;
    try {
      photos.push(await app.session.keepFile(await file.arrayBuffer(), file.name, file.type));
      shown.append(h("li", {}, icon("circle-check"), h("span", { text: t("Photo {number} is on this tablet", { number: photos.length }) })));
      failure.replaceChildren();
    } catch {
      failure.replaceChildren(callout("danger", t("The photo could not be kept"), t("The tablet may be full. You can close the visit without it.")));
    }
  } } });
  const label = h("label", { class: "button button-secondary tablet-file" }, icon("camera"), h("span", { text: t("Take a photo as proof") }), pick);
  return h("div", { class: "field" }, label, shown, failure);
}

/** @param {import("../app.js").App} app @param {string} id @param {any} value */
async function close(app, id, value) {
  await app.session.note(id, "untested", value);
  const words = navigator.onLine ? t("Noted. The planner sees it and decides what comes next.") : t("Noted on this tablet. It is sent as soon as there is a connection; the planner then decides what comes next.");
  app.go("today", words);
}
