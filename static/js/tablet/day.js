/** @file The visits of a tester as the screens show them: the work and what this tablet knows of it, in one list. */

import { DONE } from "./states.js";

/** @typedef {{ assignment: string, interview: string, state: string, waitingFiles: number, problem: string, since?: string, said?: Record<string, string> }} Visit */
/** @typedef {{ id: string, work: any, visit: Visit, state: string, isBriefed: boolean, isDone: boolean, isLate: boolean }} Entry */

/** What is under way first, then what was asked back, then by the end of the window; what is done comes last. */
const RANK = /** @type {Record<string, number>} */ ({ draft: 0, asked: 1 });

/** @param {any} session @returns {Promise<Entry[]>} */
export async function entriesOf(session) {
  const visits = new Map((await session.visits()).map((/** @type {Visit} */ visit) => [visit.assignment, visit]));
  const { assignments = [], past = [] } = session.work ?? {};
  const gone = past.filter((/** @type {any} */ work) => DONE.has(visits.get(work.id)?.state ?? ""));
  const entries = [...assignments, ...gone].map((/** @type {any} */ work) => entryOf(session, work, visits.get(work.id)));
  return entries.sort((/** @type {Entry} */ a, /** @type {Entry} */ b) => rankOf(a) - rankOf(b) || Date.parse(a.work.window.to) - Date.parse(b.work.window.to));
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
  return { id: work.id, work, visit, state, isBriefed, isDone: DONE.has(state), isLate: Date.parse(work.window.to) < Date.now() };
}

/** @param {any} session @param {any} work @param {Visit} visit @param {boolean} isBriefed */
function stateIn(session, work, visit, isBriefed) {
  const isAsked = work.interview?.state === "asked_back";
  if (visit.state !== "todo") return visit.state === "draft" && isAsked ? "asked" : visit.state;
  if (isElsewhere(session, work.interview)) return "elsewhere";
  if (isAsked) return "asked";
  return isBriefed ? "briefed" : "todo";
}

/** What a browser session has begun is elsewhere, too; what it has finished and the review asks back is free. @param {any} session @param {any} there */
function isElsewhere(session, there) {
  if (!there || there.state === "closed") return false;
  return there.held_by ? there.held_by !== session.device : there.state !== "asked_back";
}
