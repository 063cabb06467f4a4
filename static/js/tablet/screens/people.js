/** @file Who works now: the testers of this tablet, each behind a PIN of their own. */

import { h, icon } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { heading, linkTo } from "../pieces.js";

/** @param {import("../app.js").App} app @returns {import("../app.js").Screen} */
export function people(app) {
  const title = t("Who works now?");
  const rows = app.people.map((person) => h("li", {}, h("a", { class: "tablet-person", href: `#/unlock/${person.device}` },
    h("span", { class: "avatar", "aria-hidden": "true", text: initials(person.tester.name) }),
    h("span", { class: "tablet-person-words" }, h("strong", { text: person.tester.name }), h("span", { class: "muted small", text: waiting(person) })), icon("chevron-right"))));
  const element = h("div", { class: "stack stack-wide tablet-narrow" }, heading(title, { eyebrow: app.boot.agency }), h("ul", { class: "stack stack-tight", role: "list" }, ...rows),
    linkTo(t("Set up for another tester"), "#/enrol", { kind: "quiet", sign: "user-plus" }));
  return { element, title, bare: true };
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.[0] ?? "").join("").toUpperCase();
}

/** @param {any} person */
export function waiting({ unsent, name }) {
  if (!unsent) return t("{tablet}: nothing waits to be sent", { tablet: name });
  return unsent === 1 ? t("{tablet}: one thing waits to be sent", { tablet: name }) : t("{tablet}: {count} things wait to be sent", { tablet: name, count: unsent });
}
