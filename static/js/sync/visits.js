/** @file How far each visit has come, as this tablet can prove it. */

/** @typedef {import("./db.js").Database} Database */
/** @typedef {{ assignment: string, interview: string, state: "todo" | "draft" | "here" | "sent" | "confirmed" | "office" | "untested", waitingFiles: number, problem: string, since: string, said: Record<string, string> }} Visit */

/** @type {Record<string, "here" | "sent" | "confirmed" | "office">} */
const SHOWN = { here: "here", waiting: "sent", complete: "confirmed", inbox: "office" };

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
  const [interviews, records, notes] = await Promise.all([database.all("interviews"), recordsIn(database), database.all("notes")]);
  const sealed = [...records.values()];
  const ids = new Set([...work.assignments.map((each) => each.id), ...interviews.map((row) => row.assignment), ...sealed.map((row) => row.assignment)]);
  return [...ids].map((assignment) => {
    const mine = work.assignments.find((each) => each.id === assignment);
    const drafts = interviews.filter((row) => row.assignment === assignment && row.is_draft);
    const draft = drafts.find((row) => !row.elsewhere) ?? drafts[0];
    const record = sealed.filter((row) => row.assignment === assignment).sort((a, b) => (a.since < b.since ? 1 : -1))[0];
    const about = notes.filter((row) => row.assignment === assignment);
    const said = Object.fromEntries(about.map((row) => [row.kind, row.at]));
    return { assignment, said, ...stateOf({ mine, draft, record, about, fetchedAt: work.fetched_at ?? 0, ended }) };
  });
}

/** @param {{ mine: any, draft: any, record: any, about: any[], fetchedAt: number, ended: string }} known @returns {Omit<Visit, "assignment" | "said">} */
function stateOf({ mine, draft, record, about, fetchedAt, ended }) {
  const untested = about.find((row) => row.kind === "untested");
  const trouble = about.find((row) => row.problem)?.problem ?? "";
  if (draft) return { interview: draft.interview, state: "draft", waitingFiles: 0, problem: draft.problem || trouble || ended, since: draft.created_at };
  const isAskedBack = mine?.interview?.state === "asked_back" && (!record || (record.complete_at && fetchedAt > record.complete_at));
  if (record && !isAskedBack) return { interview: record.interview, state: record.state, waitingFiles: record.waitingFiles, problem: record.problem || (record.receipt ? "" : ended), since: record.since };
  const interview = mine?.interview?.id ?? "";
  if (untested) return { interview, state: "untested", waitingFiles: 0, problem: untested.problem || (untested.sent_at ? "" : ended), since: untested.at };
  return { interview, state: "todo", waitingFiles: 0, problem: trouble, since: "" };
}
