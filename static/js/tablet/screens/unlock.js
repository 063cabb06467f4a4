/** @file The PIN. A wrong one costs time from the fifth on; nothing is ever wiped. */

import { Session } from "../../sync/session.js";
import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { busy, field, heading, linkTo } from "../pieces.js";
import { pinInput } from "./enrol.js";
import { waiting } from "./people.js";

/** @param {import("../app.js").App} app @param {any} person @returns {import("../app.js").Screen} */
export function unlock(app, person) {
  const pin = field(t("PIN"), pinInput("current-password"));
  pin.input.autofocus = true;
  const send = h("button", { type: "submit", class: "button button-primary button-large tablet-wide-button" }, icon("key-round"), h("span", { text: t("Unlock") }));
  let isWaiting = false;
  const wait = (/** @type {number} */ seconds) => {
    isWaiting = seconds > 0;
    send.toggleAttribute("disabled", isWaiting);
    pin.say(isWaiting ? t("That PIN is wrong. The next try is possible in {seconds} seconds.", { seconds }) : t("That PIN is wrong."));
    if (isWaiting) count(send, pin, seconds, () => (isWaiting = false));
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!isWaiting) void busy(app, send, () => open(app, person, pin, wait));
  };
  const element = h("div", { class: "stack stack-wide tablet-narrow" },
    heading(person.tester.name, { eyebrow: t("Locked"), lead: waiting(person) }),
    h("form", { class: "form", novalidate: true, on: { submit } }, pin.element, send),
    h("p", { class: "muted small", text: t("Forgotten? What is finished is sent all the same. Ask the office for a new code and set the tablet up again; nothing here is deleted.") }),
    h("div", { class: "row" }, app.people.length > 1 ? linkTo(t("Somebody else works"), "#/people", { kind: "quiet", sign: "users" }) : null, linkTo(t("Set up for another tester"), "#/enrol", { kind: "quiet", sign: "user-plus" })));
  return { element, title: t("Locked"), bare: true };
}

/** The seconds run down in the button; the field stays as it is. @param {any} send @param {ReturnType<typeof field>} pin @param {number} seconds @param {() => void} done */
function count(send, pin, seconds, done) {
  const words = send.lastElementChild;
  const until = performance.now() + seconds * 1000;
  const timer = setInterval(() => {
    const left = Math.ceil((until - performance.now()) / 1000);
    words.textContent = left > 0 ? t("Wait {seconds} s", { seconds: left }) : t("Unlock");
    if (left > 0) return;
    clearInterval(timer);
    send.disabled = false;
    pin.say("");
    done();
  }, 250);
}

/** @param {import("../app.js").App} app @param {any} person @param {ReturnType<typeof field>} pin @param {(seconds: number) => void} wait */
async function open(app, person, pin, wait) {
  try {
    const session = await Session.unlock(person.device, pin.input.value);
    app.lastDevice = person.device;
    await app.enter(session);
    if (["unlock", "people", ""].includes(app.path.split("/")[0])) app.go("today");
    else await app.show();
  } catch (error) {
    pin.input.value = "";
    const { name, waitSeconds } = /** @type {any} */ (error);
    if (name === "WrongPin" || waitSeconds !== undefined) wait(Math.ceil(waitSeconds ?? 0));
    else pin.say(t("The tablet's memory does not answer. Please close the app and open it again; nothing is lost."));
  }
}
