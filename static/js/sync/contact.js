/** @file What the tablet says it holds, and what the server says became of it: so that nothing is missing without somebody knowing. */

import { BUILD } from "./device.js";
import { keeping } from "./keeping.js";
import { isReceiptFor } from "./receipts.js";

/** @typedef {import("./db.js").Database} Database @typedef {import("./device.js").Device} Device */

const STATES = new Set(["waiting", "complete", "inbox"]);

/** Every receipt key that this tablet was given: at enrolment, and since then. @param {Database} database @returns {Promise<import("./seal.js").PublicKey[]>} */
export async function receiptKeys(database) {
  const since = (await database.get("work", "contact"))?.receipt_keys ?? [];
  return [...(await database.all("device")).map((row) => row.receipt_key), ...since];
}

/** How far the server's clock is ahead of this one, as far as it is known. @param {Database} database @returns {Promise<number>} milliseconds */
export async function skewIn(database) {
  return (await database.get("work", "contact"))?.skew_ms ?? 0;
}

/** Drafts and the newest record of each interview. @param {Database} database */
async function holdsIn(database) {
  const [interviews, records] = await Promise.all([database.all("interviews"), database.all("records")]);
  const newest = new Map(records.map((row) => [row.interview, row]));
  const drafts = await Promise.all(interviews.filter((row) => row.is_draft).map(async ({ interview, assignment }) => ({ interview, assignment, kind: "draft", seq: await database.lastSeq(interview), sha256: "" })));
  const open = new Set(drafts.map((hold) => hold.interview));
  const sealed = [...newest.values()].filter((row) => !open.has(row.interview));
  return [...drafts, ...sealed.map(({ interview, assignment, seq, sha256 }) => ({ interview, assignment, kind: "record", seq, sha256 }))];
}

/** @param {Database} database @param {Device} device */
export async function exchange(database, device) {
  const holds = await holdsIn(database);
  const kept = await keeping();
  const [ms, device_now] = [Math.round(performance.now()), new Date()];
  const said = await device.json("/contact", "POST", { build: BUILD, device_now: device_now.toISOString(), ms, ...kept, holds });
  const middle = device_now.getTime() + (performance.now() - ms) / 2;
  const skew_ms = Math.round(Date.parse(said.server_now) - middle) || 0;
  await database.put("work", { id: "contact", at: device_now.toISOString(), skew_ms, message: said.message ?? null, update: said.update ?? "", receipt_keys: said.receipt_keys ?? [], finished: said.finished ?? null, storage_accepted: said.storage_accepted === true });
  for (const reply of said.holds ?? []) {
    const hold = holds.find(({ interview }) => interview === reply.interview);
    if (hold?.kind === "draft") await heardOfDraft(database, reply);
    if (hold?.kind === "record") await heardOfRecord(database, hold, reply);
  }
}

/** @param {Database} database @param {any} reply */
function heardOfDraft(database, { interview, state, acknowledged = 0 }) {
  return database.update("interviews", interview, (row) => {
    // Before this device has opened it, the server speaks of the one it was before.
    if (state === "taken") return row.elsewhere || !row.is_open ? undefined : { ...row, elsewhere: true, problem: "INTERVIEW_TAKEN" };
    // A server that was set back to a backup gets again what it has lost.
    if (state === "unknown") return row.acknowledged ? { ...row, acknowledged: 0, is_open: false } : undefined;
    return state === "draft" && acknowledged < row.acknowledged ? { ...row, acknowledged } : undefined;
  });
}

/** @param {Database} database @param {any} hold @param {any} reply */
async function heardOfRecord(database, { interview, sha256 }, reply) {
  const row = (await database.all("records")).find((each) => each.sha256 === sha256);
  if (!row) return;
  if (reply.state === "unknown") return again(database, row);
  if (STATES.has(reply.state) && (await isReceiptFor(reply.receipt, { submission: interview, sha256 }, await receiptKeys(database)))) await settled(database, row, reply);
}

/** The server has lost what it had confirmed: that is what the 30 days are for. @param {Database} database @param {any} row */
async function again(database, row) {
  if (!row.receipt) return;
  const files = (await database.all("uploads")).filter((file) => file.interview === row.interview);
  await database.write(["records", "uploads"], (store) => {
    store("records").put({ ...row, receipt: null, state: "here", complete_at: 0 });
    for (const file of files) store("uploads").put({ ...file, wanted: true, complete_at: 0 });
  });
}

/** Takes in a receipt that was verified. What the server still waits for goes again. @param {Database} database @param {any} row @param {{ receipt: any, state: string, waiting_for?: string[], reason?: string }} said */
export async function settled(database, row, { receipt, state, waiting_for = [], reason = "" }) {
  const isComplete = state === "complete" && !waiting_for.length;
  const missing = new Set(waiting_for);
  const files = (await database.all("uploads")).filter((file) => file.interview === row.interview && (missing.has(file.sha256) || missing.has(file.content)) && (file.complete_at || !file.wanted));
  const skew = await skewIn(database);
  const now = { ...row, receipt, reason, waiting_for, problem: "", state: isComplete ? "complete" : state === "inbox" ? "inbox" : "waiting", complete_at: isComplete ? row.complete_at || Date.now() + skew : 0 };
  await database.write(["records", "receipts", "uploads"], (store) => {
    store("records").put(now);
    store("receipts").put({ sha256: row.sha256, interview: row.interview, revision: row.revision, receipt });
    for (const file of files) store("uploads").put({ ...file, wanted: true, complete_at: 0 });
  });
}
