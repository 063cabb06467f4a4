/** @file A new tablet: name it, choose a PIN, and to work. Opened by the office's QR code; under a minute. */

import { Device } from "../../sync/device.js";
import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { installHint } from "../install-hint.js";
import { busy, button, callout, field, heading } from "../pieces.js";
import { unpromised } from "../watch.js";

const SHORTEST_PIN = 6;
const RISING = "01234567890123456789";
const FALLING = [...RISING].reverse().join("");

/** @param {import("../app.js").App} app @returns {import("../app.js").Screen} */
export function enrol(app) {
  const element = h("div", { class: "stack stack-wide tablet-narrow" });
  const given = location.hash.startsWith("#/") ? "" : location.hash.slice(1);
  const title = t("Set up this tablet");
  element.replaceChildren(...form(app, element, decodeURIComponent(given), title));
  return { element, title, bare: true, ...(app.people.length ? { back: "people" } : {}) };
}

/** @param {import("../app.js").App} app @param {HTMLElement} element @param {string} given the code of the address @param {string} title */
function form(app, element, given, title) {
  const code = field(t("Code"), h("input", { class: "input", autocomplete: "off", autocapitalize: "none", spellcheck: "false", value: given }), { hint: t("It stands beside the QR code and works once, for 15 minutes.") });
  const name = field(t("Name of this tablet"), h("input", { class: "input", autocomplete: "off", maxlength: 60, value: usualName() }), { hint: t("So that you and the office know which one is meant.") });
  const pin = field(t("Choose a PIN"), pinInput("new-password"), { hint: t("Six digits or more. It locks your visits on this tablet; nobody else knows it.") });
  const again = field(t("The same PIN again"), pinInput("new-password"));
  const failure = h("div", { role: "alert" });
  const send = h("button", { type: "submit", class: "button button-primary button-large tablet-wide-button" }, icon("check"), h("span", { text: t("Set up") }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    failure.replaceChildren();
    if (isComplete({ code, name, pin, again })) void busy(app, send, () => set(app, element, { code: code.input.value.trim(), name: name.input.value.trim(), pin: pin.input.value }, failure));
  };
  const lead = given ? t("One minute, then you can work, with and without a connection.") : t("Scan the QR code that the office shows you with the camera of this tablet, or type its code here.");
  return [
    heading(title, { eyebrow: app.boot.agency, lead }),
    h("form", { class: "form", novalidate: true, on: { submit } }, given ? null : code.element, name.element, pin.element, again.element, failure, send),
  ];
}

/** @param {string} kind */
export function pinInput(kind) {
  return h("input", { class: "input tablet-pin", type: "password", inputmode: "numeric", pattern: "[0-9]*", autocomplete: kind, maxlength: 32 });
}

/** @param {Record<"code" | "name" | "pin" | "again", ReturnType<typeof field>>} fields @returns {boolean} */
function isComplete({ code, name, pin, again }) {
  const wrong = /** @type {[ReturnType<typeof field>, string][]} */ ([
    [again, again.input.value === pin.input.value ? "" : t("The two PINs are not the same.")],
    [pin, pinProblem(pin.input.value)],
    [name, name.input.value.trim() ? "" : t("Please give the tablet a name.")],
    [code, code.input.value.trim() ? "" : t("Please type the code.")],
  ]);
  for (const [one, text] of wrong) one.say(text);
  return wrong.every(([, text]) => !text);
}

/** @param {string} pin a chosen one @returns {string} what speaks against it, "" for nothing */
export function pinProblem(pin) {
  if (!/^\d*$/.test(pin)) return t("Please use digits only.");
  if (pin.length < SHORTEST_PIN) return t("Please use six digits or more.");
  const isEasy = /^(\d)\1*$/.test(pin) || RISING.includes(pin) || FALLING.includes(pin);
  return isEasy ? t("That PIN is guessed at once. Please choose another.") : "";
}

function usualName() {
  const systems = /** @type {[RegExp, string][]} */ ([[/iPad/, "iPad"], [/iPhone/, "iPhone"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac/, "Mac"]]);
  const system = systems.find(([sign]) => sign.test(navigator.userAgent))?.[1];
  return system ? t("Tablet ({system})", { system }) : t("Tablet");
}

/** @type {Record<string, () => string>} */
const REFUSED = {
  ENROLMENT_UNKNOWN: () => t("The office does not know this code: it works once and for 15 minutes. Please ask for a new one."),
  HTTP_429: () => t("Too many tries. Please wait a minute."),
};

/** @param {import("../app.js").App} app @param {HTMLElement} element @param {{ code: string, name: string, pin: string }} given @param {HTMLElement} failure */
async function set(app, element, given, failure) {
  try {
    await app.part();
    const session = await Device.enrol(given);
    history.replaceState(null, "", `${app.boot.urls.page}#/today`);
    await app.enter(session);
    await welcome(app, element, session);
  } catch (error) {
    const why = REFUSED[/** @type {any} */ (error).code]?.() ?? t("There is no answer. Please check the connection and try again; the code stays valid.");
    failure.replaceChildren(callout("danger", t("Not set up yet"), why));
  }
}

/** @param {import("../app.js").App} app @param {HTMLElement} element @param {any} session */
async function welcome(app, element, session) {
  const { persisted } = await session.storage();
  const kept = persisted
    ? callout("good", t("Your work is safe on this tablet"), t("The browser has promised to keep it, even when space runs short."))
    : unpromised(app);
  element.replaceChildren(
    heading(t("Welcome, {name}", { name: session.tester.name }), { lead: t("This tablet is set up for you.") }),
    kept, ...installHint(app), button(t("To my visits"), () => app.go("today"), { kind: "primary", sign: "arrow-right", large: true }),
  );
  app.frame.words();
  app.say(t("This tablet is set up for you."));
  element.querySelector("h1")?.focus();
}
