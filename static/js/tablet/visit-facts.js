/** @file Where, when, how long, for how much; and what comes next in a visit. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { minutes, money, windowIn } from "./formats.js";
import { badge, line } from "./pieces.js";
import { howFar, isPlaced } from "./sketch.js";

/** @typedef {import("./day.js").Entry} Entry */

/** @param {import("./app.js").App} app @param {Entry} entry */
export function factsOf(app, { work, isLate, isDone }) {
  const { location } = work;
  const address = [location.street, location.city].filter(Boolean).join(", ");
  const map = isPlaced(location) ? h("a", { class: "tablet-inline", href: `geo:${location.latitude},${location.longitude}?q=${encodeURIComponent(`${location.latitude},${location.longitude}`)}`, text: t("Open the map") }) : null;
  const late = isLate && !isDone ? badge({ words: t("The window is over"), sign: "triangle-alert", tone: "caution" }) : null;
  const span = minutes(work.minutes);
  const far = howFar(app.position, location);
  return [
    address || map ? line("map-pin", address, address && map ? " · " : null, map) : null,
    work.window ? line("calendar-clock", windowIn({ ...work.window, zone: work.window.zone ?? location.zone }), late && " ", late) : null,
    span ? line("timer", span) : null,
    work.fee?.cents ? line("wallet", t("Fee: {amount}", { amount: money(work.fee) })) : null,
    location.phone ? line("phone", h("a", { class: "tablet-inline", href: `tel:${location.phone.replace(/[^+\d]/g, "")}`, text: location.phone })) : null,
    far ? line("route", far) : null,
  ];
}

/** @param {Entry} entry @returns {{ words: string, href: string, sign: string }} */
export function nextStep({ id, state, isBriefed }) {
  const visit = `#/visit/${id}`;
  if (state === "draft") return { words: t("Go on with the questionnaire"), href: `${visit}/interview`, sign: "play" };
  if (state === "asked") return { words: t("Answer the questions"), href: `${visit}/interview`, sign: "message-square" };
  if (state === "elsewhere") return { words: t("Look at the visit"), href: visit, sign: "tablet" };
  if (!isBriefed) return { words: t("Read the briefing"), href: `${visit}/briefing`, sign: "book-open" };
  return { words: t("Go to the visit"), href: visit, sign: "arrow-right" };
}
