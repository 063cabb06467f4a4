/** @file The rescue file: everything unsent, sealed and signed, one JSON line each, for the day when no network will do. */

import { base64, base64url, canonical, textOf, utf8 } from "./bytes.js";
import { sha256Of } from "./hash.js";
import { sealFile } from "./seal.js";

/** @typedef {import("./db.js").Database} Database @typedef {import("./device.js").Device} Device @typedef {import("./vault.js").Vault} Vault */
/** @typedef {import("./notes.js").Notes} Notes @typedef {{ interview: string, assignment: string, form: string, content: any, files: { sha256: string, type: string, bytes: ArrayBuffer }[] }} Draft */

/** @param {Database} database @param {Device} device @param {Vault} vault @param {AsyncIterable<Draft>} drafts @param {Notes} notes @returns {Promise<Blob>} */
export async function rescueFile(database, device, vault, drafts, notes) {
  const row = await database.get("vault", "vault");
  const lines = [canonical({ rescue: 1, device: device.id, made_at: new Date().toISOString(), escrow: row.escrow })];
  const records = (await database.all("records")).filter((each) => !each.complete_at);
  for (const { sha256 } of records) await addTo(lines, async () => [`{"envelope":${textOf((await database.get("bytes", sha256)).bytes)}}`]);
  const uploads = (await database.all("uploads")).filter((each) => each.wanted && !each.complete_at);
  for (const { sha256, content, type } of uploads) await addTo(lines, async () => [uploadLine({ sha256, content, type }, (await database.get("bytes", sha256)).bytes)]);
  for await (const draft of drafts) await addTo(lines, () => draftLines(draft, device, vault));
  for (const assignment of await alone(database, notes)) await addTo(lines, () => notesLine(assignment, notes, device, vault));
  const all = utf8(lines.map((line) => `${line}\n`).join(""));
  const end = { end: lines.length, sha256: await sha256Of(all) };
  const last = canonical({ ...end, signature: await device.sign(canonical(end)) });
  return new Blob([all, `${last}\n`], { type: "application/x-ndjson" });
}

/** What this disk gives back damaged keeps nothing else from being rescued. @param {string[]} lines @param {() => Promise<string[]>} make */
async function addTo(lines, make) {
  lines.push(...(await make().catch(() => [])));
}

/** Everything that is begun and not sealed. What the disk has refused is in the memory of the page. @param {Database} database @param {Notes} notes @param {(interview: string) => { store: import("./drafts.js").TabletStore, journal: import("./journal.js").Journal | undefined }} open @returns {AsyncGenerator<Draft>} */
export async function* draftsIn(database, notes, open) {
  for (const row of (await database.all("interviews")).filter((each) => each.is_draft)) {
    const { store, journal } = open(row.interview);
    try {
      const files = await filesOf(store);
      const media = files.map(({ bytes: _bytes, ...file }) => file);
      const events = journal?.events ?? (await store.events());
      yield { ...row, content: { events, notes: await notes.of(row.assignment), media }, files: files.filter((file) => file.bytes) };
    } catch {
      // damaged on this disk: it stays there, and the others are rescued
    }
  }
}

/** Visits of which nothing but notes is here: those of others go with their draft or record. @param {Database} database @param {Notes} notes @returns {Promise<string[]>} */
async function alone(database, notes) {
  const [interviews, records] = await Promise.all([database.all("interviews"), database.all("records")]);
  const others = new Set([...interviews.filter((row) => row.is_draft), ...records.filter((row) => !row.complete_at)].map((row) => row.assignment));
  return [...(await notes.unsent())].filter((assignment) => !others.has(assignment));
}

/** @param {string} assignment @param {Notes} notes @param {Device} device @param {Vault} vault */
async function notesLine(assignment, notes, device, vault) {
  const about = { assignment, device: device.id, tester: device.row.tester.id };
  const { iv, ciphertext } = await vault.closeJson({ notes: await notes.of(assignment) }, canonical(about));
  return [canonical({ notes: about, iv: base64url(iv), ciphertext: base64url(ciphertext) })];
}

/** @param {import("./drafts.js").TabletStore} store @returns {Promise<any[]>} without bytes where they cannot be read */
async function filesOf(store) {
  const pending = await store.pendingMedia();
  return Promise.all(pending.map(async ({ sha256, name, type, size }) => ({ sha256, name, type, size, bytes: await store.own(sha256).catch(() => undefined) })));
}

/** @param {any} upload @param {Uint8Array} bytes */
const uploadLine = (upload, bytes) => canonical({ upload, bytes: base64(bytes) });

/** Encrypted with the key that the escrow holds; its files are sealed as those of records are. @param {Draft} draft @param {Device} device @param {Vault} vault */
async function draftLines({ interview, assignment, form, content, files }, device, vault) {
  const draft = { interview, assignment, form, device: device.id, tester: device.row.tester.id, seq: content.events.length };
  const { iv, ciphertext } = await vault.closeJson(content, canonical(draft));
  const lines = [canonical({ draft, iv: base64url(iv), ciphertext: base64url(ciphertext) })];
  for (const { sha256, type, bytes } of files) {
    const sealed = await sealFile(new Uint8Array(bytes), sha256, device.row.seal_key);
    lines.push(uploadLine({ sha256: sealed.sha256, content: sha256, type }, sealed.bytes));
  }
  return lines;
}
