/** @file From a draft to a sealed record: the envelope is on the disk and read back before the first plain byte goes. */

import { ofInterview } from "./db.js";
import { BUILD } from "./device.js";
import { sha256Of } from "./hash.js";
import { filesAnswered } from "./merge.js";
import { sealFile, sealRecord } from "./seal.js";

/** @typedef {import("./db.js").Database} Database @typedef {import("./device.js").Device} Device @typedef {import("./drafts.js").TabletStore} TabletStore */

/** @param {Database} database @param {Device} device @param {TabletStore} store @param {any} row of the store `interviews` @param {any[]} notes */
export async function sealInterview(database, device, store, row, notes) {
  const events = await store.events();
  const seq = events.at(-1)?.seq ?? 0;
  if (events.at(-1)?.kind !== "finish") throw new Error("only a finished interview is sealed");
  const before = await revisionsOf(database, row.interview);
  const isThere = before.some((each) => each.seq === seq);
  if (!isThere) await putRecord(database, device, { row, events, notes, media: await sealMedia(database, device, store, events), before, seq });
  // The files went one by one, each with its sealed form; one that this disk gives back damaged stays as it is.
  await database.write(["events", "interviews"], (from) => {
    from("events").delete(ofInterview(row.interview));
    from("interviews").put({ ...row, is_draft: false });
  });
  store.words.forget();
}

/** What was sealed of it before, oldest first; receipts outlive their records. @param {Database} database @param {string} interview */
async function revisionsOf(database, interview) {
  const receipts = (await database.all("receipts")).filter((each) => each.interview === interview);
  const all = new Map([...receipts, ...(await database.all("records", ofInterview(interview)))].map((each) => [each.revision, each]));
  return [...all.values()].sort((a, b) => a.revision - b.revision);
}

/** @param {Database} database @param {Device} device @param {any} parts */
async function putRecord(database, device, { row, events, notes, media, before, seq }) {
  const { interview, assignment, form } = row;
  const last = before.at(-1);
  const revision = (last?.revision ?? 0) + 1;
  const sealed_at = new Date().toISOString();
  const named = { format: 1, submission: interview, revision, supersedes: last?.sha256 ?? "", assignment, device: device.id, tester: device.row.tester.id, form, build: BUILD };
  const { bytes, sha256 } = await sealRecord({ ...named, events, notes, media, sealed_at }, device.row.seal_key, device.row.keys.privateKey);
  await database.write(["records", "bytes"], (store) => {
    store("records").put({ interview, revision, assignment, sha256, seq, sealed_at, state: "here", receipt: null, waiting_for: [], reason: "", problem: "", complete_at: 0 });
    store("bytes").put({ id: sha256, bytes });
  });
  const back = await database.get("bytes", sha256);
  if ((await sha256Of(back.bytes)) !== sha256) throw new Error("the stored envelope differs from the one that was sealed");
}

/** One file after the other takes its sealed form, so that no more than one lies here twice. @param {Database} database @param {Device} device @param {TabletStore} store @param {any[]} events */
async function sealMedia(database, device, store, events) {
  const taken = await store.allMedia();
  for (const file of taken) await sealOne(database, device, store, file);
  const sealed = (await database.all("uploads")).filter((each) => each.interview === store.interview);
  const known = new Map(sealed.map((each) => [each.content, each]));
  const arrived = new Set(taken.filter((each) => each.confirmed).map((each) => each.sha256));
  const last = filesAnswered(events);
  const named = events.filter(({ value }) => value?.sha256 && (known.has(value.sha256) || arrived.has(value.sha256) || last.has(value.sha256)));
  const wanted = new Map(named.map(({ value }) => [value.sha256, value]));
  for (const each of sealed) if (!wanted.has(each.content)) wanted.set(each.content, { name: "", type: each.type, size: each.size });
  return [...wanted].map(([sha256, { name = "", type = "", size = 0 }]) => {
    const mine = known.get(sha256);
    return { sha256, sealed_sha256: mine?.wanted ? mine.sha256 : "", size: mine?.size ?? size, type: mine?.type ?? type, name };
  });
}

/** A file that the server has in the clear is kept sealed, too, but not sent again. What cannot be read keeps nobody from handing in. @param {Database} database @param {Device} device @param {TabletStore} store @param {any} file */
async function sealOne(database, device, store, { sha256: content, type, confirmed }) {
  const plain = await store.own(content).catch(() => undefined);
  if (!plain || (await sha256Of(plain)) !== content) return;
  await keepSealed(database, device, { interview: store.interview, content, type, wanted: !confirmed }, new Uint8Array(plain), (from) => {
    from("media").delete([store.interview, content]);
    from("bytes").delete(`${store.interview}/${content}`);
  });
}

/** @param {Database} database @param {Device} device @param {{ interview: string, content: string, type: string, wanted: boolean }} upload @param {Uint8Array} plain @param {(store: (name: string) => IDBObjectStore) => void} [also] */
export async function keepSealed(database, device, upload, plain, also = () => {}) {
  const { bytes, sha256 } = await sealFile(plain, upload.content, device.row.seal_key);
  await database.write(["uploads", "bytes", "media"], (store) => {
    store("uploads").put({ sha256, size: bytes.byteLength, complete_at: 0, ...upload });
    store("bytes").put({ id: sha256, bytes });
    also(store);
  });
}
