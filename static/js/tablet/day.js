/** @file The visits of a tester as the screens show them: the work and what this tablet knows of it, in one list. */

import { t } from "../player/texts.js";
import { DONE, WAITING } from "./states.js";

/** @typedef {{ assignment: string, interview: string, state: string, waitingFiles: number, heldFiles?: number, problem: string, isSent?: boolean, other?: { device?: string, name?: string, seen_at?: string } | null, since?: string, said?: Record<string, string> }} Visit */
/** @typedef {{ id: string, work: any, visit: Visit, state: string, isBriefed: boolean, isDone: boolean, isWaiting: boolean, isLate: boolean, isPast: boolean }} Entry */

/** What is under way first, then what was asked back, then by the end of the window; what is done comes last. */
const RANK = /** @type {Record<string, number>} */ ({ draft: 0, asked: 1 });

/** @param {any} session @returns {Promise<Entry[]>} */
export async function entriesOf(session) {
  const visits = new Map((await session.visits()).map((/** @type {Visit} */ visit) => [visit.assignment, visit]));
  const { assignments = [], past = [] } = session.work ?? {};
  const open = assignments.map((/** @type {any} */ work) => entryOf(session, work, visits.get(work.id)));
  const gone = goneOf(assignments, past, visits).map((work) => asPast(entryOf(session, work, visits.get(work.id))));
  return [...open, ...gone].sort((a, b) => rankOf(a) - rankOf(b) || endOf(a) - endOf(b));
}

/** One visit of the tester, on the list or not. @param {any} session @param {string} id @returns {Promise<Entry | undefined>} */
export async function entryIn(session, id) {
  return (await entriesOf(session)).find((entry) => entry.id === id);
}

/** What has left the list is shown as long as anything of it is here; where even its place is forgotten, too. @param {any[]} assignments @param {any[]} past @param {Map<string, Visit>} visits */
function goneOf(assignments, past, visits) {
  const listed = new Set(assignments.map((work) => work.id));
  const known = new Map(past.map((work) => [work.id, work]));
  const isKept = (/** @type {Visit} */ visit) => visit.state !== "todo" && (visit.state !== "untested" || known.has(visit.assignment) || isWaiting(visit.state, visit));
  const kept = [...visits.values()].filter((visit) => !listed.has(visit.assignment) && isKept(visit));
  return kept.map((visit) => known.get(visit.assignment) ?? nameless(visit.assignment));
}

/** What goes on elsewhere and is not on the list asks nothing of this tester any more. @param {Entry} entry @returns {Entry} */
function asPast(entry) {
  return { ...entry, isPast: true, isDone: entry.isDone || entry.state === "elsewhere" };
}

/** @param {string} id */
function nameless(id) {
  return { id, state: "", window: null, location: { name: t("A visit that is no longer on your list") }, title: {}, role: {}, documents: [], needs_briefing: false, interview: null };
}

/** @param {Entry} entry */
function endOf({ work }) {
  return work.window ? Date.parse(work.window.to) : 0;
}

/** @param {Entry} entry */
function rankOf(entry) {
  return entry.isDone ? 9 : RANK[entry.state] ?? 5;
}

/** @param {any} session @param {any} work @param {Visit | undefined} known @returns {Entry} */
function entryOf(session, work, known) {
  const visit = known ?? { assignment: work.id, interview: "", state: "todo", waitingFiles: 0, problem: "" };
  const isBriefed = Boolean(visit.said?.briefed) || !work.needs_briefing || work.state !== "assigned";
  const state = stateIn(session, work, visit, isBriefed);
  return { id: work.id, work, visit, state, isBriefed, isDone: DONE.has(state), isWaiting: isWaiting(state, visit), isLate: Boolean(work.window) && Date.parse(work.window.to) < Date.now(), isPast: false };
}

/** @param {any} session @param {any} work @param {Visit} visit @param {boolean} isBriefed */
function stateIn(session, work, visit, isBriefed) {
  const isAsked = work.interview?.state === "asked_back";
  if (visit.state !== "todo") return visit.state === "draft" && isAsked ? "asked" : visit.state;
  if (isElsewhere(session, work.interview)) return "elsewhere";
  if (isAsked) return "asked";
  return isBriefed ? "briefed" : "todo";
}

/** Whether something finished still has to leave the tablet. @param {string} state @param {Visit} visit */
function isWaiting(state, visit) {
  return WAITING.has(state) || (state === "untested" && visit.isSent === false);
}

/** What a browser session has begun is elsewhere, too; what it has finished and the review asks back is free. @param {any} session @param {any} there */
function isElsewhere(session, there) {
  if (!there || there.state === "closed") return false;
  return there.held_by ? there.held_by !== session.device : there.state !== "asked_back";
}
