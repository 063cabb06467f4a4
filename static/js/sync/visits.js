/** @file How far each visit has come, as this tablet can prove it. */

/** @typedef {import("./db.js").Database} Database */
/** @typedef {{ assignment: string, interview: string, state: "todo" | "draft" | "here" | "sent" | "confirmed" | "office" | "untested" | "elsewhere", waitingFiles: number, problem: string, since: string, said: Record<string, string>, heldFiles: number, isSent?: boolean, other?: any }} Visit `heldFiles`: photos that wait for their page to be left; `isSent`: of a visit that could not be tested, whether the note and its photos have arrived */

/** @type {Record<string, "here" | "sent" | "confirmed" | "office">} */
const SHOWN = { here: "here", waiting: "sent", complete: "confirmed", inbox: "office" };

/** Another device has the draft, or another one was begun for the same visit. */
const ELSEWHERE = new Set(["INTERVIEW_TAKEN", "INTERVIEW_ELSEWHERE"]);

/** What the review asks back and nobody has taken up goes on here, wherever it was. @param {any} work */
export const isFree = (work) => work?.interview?.state === "asked_back" && work.interview.held_by === "";

/** The newest record of each interview, in the words of the screens. @param {Database} database @returns {Promise<Map<string, any>>} */
export async function recordsIn(database) {
  const [records, uploads] = await Promise.all([database.all("records"), database.all("uploads")]);
  return new Map(records.map((row) => {
    const waitingFiles = uploads.filter((file) => file.interview === row.interview && file.wanted && !file.complete_at).length;
    const { interview, assignment, receipt, problem, sealed_at, complete_at, sha256, revision, seq } = row;
    return [interview, { interview, assignment, state: SHOWN[row.state], receipt, waitingFiles, problem, since: receipt?.received_at ?? sealed_at, complete_at, sha256, revision, seq }];
  }));
}

/** @param {Database} database @param {import("./work.js").Work} work @param {string} ended why the server takes no more of this device @returns {Promise<Visit[]>} */
export async function visitsOf(database, work, ended) {
  const [interviews, records, notes, uploads, media] = await Promise.all([database.all("interviews"), recordsIn(database), database.all("notes"), database.all("uploads"), database.all("media")]);
  const waiting = new Set(uploads.filter((file) => !file.interview && file.wanted && !file.complete_at).map((file) => file.content));
  const sealed = [...records.values()];
  const untested = notes.filter((row) => row.kind === "untested");
  const ids = new Set([...work.assignments.map((each) => each.id), ...[...interviews, ...sealed, ...untested].map((row) => row.assignment)]);
  return [...ids].map((assignment) => {
    const mine = work.assignments.find((each) => each.id === assignment);
    const drafts = interviews.filter((row) => row.assignment === assignment && row.is_draft);
    const draft = drafts.find((row) => !row.elsewhere) ?? drafts[0];
    const record = sealed.filter((row) => row.assignment === assignment).sort((a, b) => (a.since < b.since ? 1 : -1))[0];
    const about = notes.filter((row) => row.assignment === assignment && !row.about); // what a promise became changes no visit
    const said = Object.fromEntries(about.map((row) => [row.kind, row.at]));
    const heldFiles = media.filter((file) => file.interview === draft?.interview && file.held && !file.confirmed).length;
    return { assignment, said, heldFiles, ...stateOf({ mine, draft, record, about, waiting, fetchedAt: work.fetched_at ?? 0, ended }) };
  });
}

/** @param {{ mine: any, draft: any, record: any, about: any[], waiting: Set<string>, fetchedAt: number, ended: string }} known @returns {Omit<Visit, "assignment" | "said" | "heldFiles">} */
function stateOf({ mine, draft, record, about, waiting, fetchedAt, ended }) {
  const untested = about.find((row) => row.kind === "untested");
  const trouble = about.find((row) => row.problem)?.problem ?? "";
  if (draft) {
    const isHere = !ELSEWHERE.has(draft.problem) || (draft.elsewhere && isFree(mine));
    return { interview: draft.interview, state: isHere ? "draft" : "elsewhere", waitingFiles: 0, problem: (isHere && draft.elsewhere ? "" : draft.problem) || trouble || ended, since: draft.created_at, ...(isHere ? {} : { other: draft.other }) };
  }
  const isAskedBack = mine?.interview?.state === "asked_back" && (!record || (record.complete_at && fetchedAt > record.complete_at));
  if (record && !isAskedBack) return { interview: record.interview, state: record.state, waitingFiles: record.waitingFiles, problem: record.problem || (record.receipt ? "" : ended), since: record.since };
  const interview = mine?.interview?.id ?? "";
  if (untested) {
    const waitingFiles = (untested.media ?? []).filter((/** @type {string} */ sha256) => waiting.has(sha256)).length;
    const isSent = Boolean(untested.sent_at) && !waitingFiles;
    return { interview, state: "untested", waitingFiles, isSent, problem: untested.problem || (isSent ? "" : ended), since: untested.at };
  }
  return { interview, state: "todo", waitingFiles: 0, problem: trouble, since: "" };
}
