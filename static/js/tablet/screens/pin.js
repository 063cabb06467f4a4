/** @file Another PIN: the old one once more, and the new one twice. What is kept stays under the same key. */

import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { busy, dialog, field } from "../pieces.js";
import { pinInput, pinProblem } from "./enrol.js";

/** @typedef {ReturnType<typeof field>} Field */

/** @param {import("../app.js").App} app */
export function choosePin(app) {
  const before = field(t("Your PIN until now"), pinInput("current-password"));
  const after = field(t("The new PIN"), pinInput("new-password"), { hint: t("Six digits or more. It locks your visits on this tablet; nobody else knows it.") });
  const again = field(t("The same PIN again"), pinInput("new-password"));
  const send = h("button", { type: "submit", class: "button button-primary" }, icon("check"), h("span", { text: t("Change the PIN") }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (isComplete(before, after, again)) void busy(app, send, () => change(app, shown, before, after.input.value));
  };
  const shown = dialog(t("Change the PIN"), [h("form", { class: "form", novalidate: true, on: { submit } }, before.element, after.element, again.element, send)], []);
  before.input.focus();
}

/** The first field that is wrong is named last, so that it has the focus. @param {Field} before @param {Field} after @param {Field} again */
function isComplete(before, after, again) {
  before.say("");
  again.say(again.input.value === after.input.value ? "" : t("The two PINs are not the same."));
  const problem = pinProblem(after.input.value);
  after.say(problem);
  return !problem && again.input.value === after.input.value;
}

/** @param {import("../app.js").App} app @param {HTMLDialogElement} shown @param {Field} before @param {string} after */
async function change(app, shown, before, after) {
  try {
    await app.session.changePin(before.input.value, after);
  } catch (error) {
    const { name, waitSeconds = 0 } = /** @type {any} */ (error);
    if (name !== "WrongPin") throw error;
    before.input.value = "";
    const seconds = Math.ceil(waitSeconds);
    return before.say(seconds ? t("That PIN is wrong. The next try is possible in {seconds} seconds.", { seconds }) : t("That PIN is wrong."));
  }
  shown.close();
  app.say(t("The PIN is changed."));
}
