/** @file Which screen an address opens: `#/visit/<id>/briefing`. Without an unlocked session: who works, or the enrolment. */

import { entryIn } from "../day.js";
import { briefing } from "./briefing.js";
import { endOfDay } from "./day.js";
import { enrol } from "./enrol.js";
import { interview } from "./interview.js";
import { people } from "./people.js";
import { promise } from "./promise.js";
import { tablet } from "./tablet.js";
import { today } from "./today.js";
import { unlock } from "./unlock.js";
import { untested } from "./untested.js";
import { visit } from "./visit.js";

/** @typedef {import("../app.js").App} App @typedef {import("../app.js").Screen} Screen @typedef {import("../day.js").Entry} Entry */

/** @type {Record<string, (app: App, entry: Entry) => Screen | Promise<Screen>>} */
const OF_A_VISIT = { "": visit, briefing, interview, untested };
/** @type {Record<string, (app: App) => Screen | Promise<Screen>>} */
const OTHERS = { day: endOfDay, tablet, today };

/** @param {App} app @returns {() => Screen | Promise<Screen>} */
export function findScreen(app) {
  const [area, id, part = ""] = app.path.split("/");
  if (location.pathname.endsWith("/enrol") || area === "enrol") return () => enrol(app);
  if (!app.session) return locked(app, area, id);
  if (area === "promise") return () => promise(app, id);
  if (area === "visit" && OF_A_VISIT[part]) return () => ofAVisit(app, id, part);
  return () => (OTHERS[area] ?? today)(app);
}

/** @param {App} app @param {string} id @param {string} part @returns {Promise<Screen>} */
async function ofAVisit(app, id, part) {
  const entry = await entryIn(app.session, id);
  return entry ? OF_A_VISIT[part](app, entry) : today(app);
}

/** One tester has nobody to choose. @param {App} app @param {string} area @param {string} id */
function locked(app, area, id) {
  if (!app.people.length) return () => enrol(app);
  const chosen = app.people.find((person) => person.device === (area === "unlock" ? id : app.lastDevice));
  if (chosen) return () => unlock(app, chosen);
  return app.people.length === 1 ? () => unlock(app, app.people[0]) : () => people(app);
}
