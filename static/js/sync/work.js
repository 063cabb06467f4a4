/** @file The day's work on the tablet: fetched while there is a network, encrypted, with every form and file ahead. */

import { fromBase64 } from "./bytes.js";
import { API, jsonOf, refusalOf, Refused } from "./device.js";
import { hex, sha256Of } from "./hash.js";
import { promisesNamed } from "./promises.js";

/** @typedef {import("./db.js").Database} Database @typedef {import("./device.js").Device} Device @typedef {import("./vault.js").Vault} Vault */
/** @typedef {{ server_now: string, tester: any, assignments: any[], promises?: any[], fetched_at?: number, past?: any[], promised?: any[] }} Work `past`, `promised`: what has left the lists, and of which something is still shown */

const NOTHING = /** @type {Work} */ ({ server_now: "", tester: null, assignments: [] });
/** Bytes that an answer of that type usually has. @type {Record<string, number>} */
const USUAL_BYTES = { image: 1_500_000, signature: 60_000, annotate: 400_000, draw: 200_000, audio: 3_000_000, video: 30_000_000, file: 2_000_000 };
const SPARE_BYTES = 5_000_000;
/** Three times what is expected must be free before a visit. */
const ROOM = 3;
/** As long as a record is kept after its receipt. */
const SHOWN_MS = 30 * 86_400_000;

export class Day {
  /** @param {Database} database @param {Device} device @param {Vault} vault */
  constructor(database, device, vault) {
    this.database = database;
    this.device = device;
    this.vault = vault;
    this.work = NOTHING;
    this.ahead = { done: 0, total: 0 };
    this.onChange = () => {};
    /** @type {Map<string, any>} */
    this.packages = new Map();
    /** @type {Promise<void> | null} */
    this.fetching = null;
  }

  async load() {
    const row = await this.database.get("work", "work");
    if (row) this.work = { ...(await this.vault.openJson(row, "work")), fetched_at: row.fetched_at };
    return this.work;
  }

  /** From the network; without one, what is here stays. @returns {Promise<Work>} */
  async refresh() {
    try {
      await this.#fetchWork();
    } finally {
      void this.fetchAhead();
      this.onChange();
    }
    return this.work;
  }

  async #fetchWork() {
    const known = await this.database.get("work", "work");
    const response = await this.device.request(`${API}/work`, { headers: known?.etag ? { "If-None-Match": known.etag } : {} });
    if (response.status === 304) return;
    if (!response.ok) throw await refusalOf(response);
    const told = await jsonOf(response);
    const here = await this.#stillHere();
    const work = { ...told, past: pastOf(this.work, told, here.visits), promised: promisedOf(this.work, told, here.promises) };
    const fetched_at = Date.parse(told.server_now) || Date.now();
    await this.database.put("work", { id: "work", etag: response.headers.get("ETag") ?? "", fetched_at, ...(await this.vault.closeJson(work, "work")) });
    this.work = { ...work, fetched_at };
  }

  /** Of which visits and promises something is on this tablet that a tester may still want to see. */
  async #stillHere() {
    const [interviews, records, notes] = await Promise.all(["interviews", "records", "notes"].map((name) => this.database.all(name)));
    const open = notes.filter((row) => !row.sent_at);
    return { visits: new Set([...interviews, ...records, ...open].map((row) => row.assignment)), promises: promisesNamed(notes) };
  }

  /** What the form shows, from this tablet: addresses that only this page knows. @param {any} pack @returns {Promise<Record<string, string>>} */
  async shown(pack) {
    const all = /** @type {Record<string, string>} */ ({});
    for (const { sha256 } of /** @type {any[]} */ (Object.values(pack.files ?? {}))) {
      const blob = await this.file(sha256);
      if (blob) all[sha256] = URL.createObjectURL(blob);
    }
    return all;
  }

  /** @param {string} id @returns {any} */
  assignment(id) {
    return this.work.assignments.find((each) => each.id === id);
  }

  /** Forms, what they show, and documents; one by one, and the next time where this time failed. Without a network it counts what is here. */
  fetchAhead() {
    this.fetching = (this.fetching ?? Promise.resolve()).then(() => this.#fetchAll()).catch(() => {}).finally(() => this.onChange());
    return this.fetching;
  }

  async #fetchAll() {
    const forms = [...new Set(this.work.assignments.map((each) => each.form))];
    const documents = this.work.assignments.flatMap((each) => each.documents ?? []).map(({ sha256, type }) => ({ sha256, type, path: `/documents/${sha256}` }));
    this.ahead = { done: 0, total: forms.length + documents.length };
    await this.#each(forms, (form) => this.#fetchForm(form));
    const shown = (await Promise.all(forms.map(async (form) => filesOf(await this.package(form), form)))).flat();
    this.ahead = { ...this.ahead, total: this.ahead.total + shown.length };
    await this.#each([...documents, ...shown], (file) => this.#fetchFile(file));
    await this.#clear(new Set(forms), new Set([...documents, ...shown].map(({ sha256 }) => sha256)));
  }

  /** What no visit and no draft needs any more makes room. @param {Set<any>} forms @param {Set<any>} files */
  async #clear(forms, files) {
    const drafts = (await this.database.all("interviews")).filter((row) => row.is_draft);
    for (const { form } of drafts) {
      forms.add(form);
      for (const { sha256 } of filesOf(await this.package(form), form)) files.add(sha256);
    }
    const [oldForms, oldFiles] = [(await this.database.keys("forms")).filter((key) => !forms.has(key)), (await this.database.keys("files")).filter((key) => !files.has(key))];
    if (!oldForms.length && !oldFiles.length) return;
    await this.database.write(["forms", "files"], (store) => {
      for (const key of oldForms) store("forms").delete(key);
      for (const key of oldFiles) store("files").delete(key);
    });
  }

  /** One that fails stops no other; what is done is here. @template T @param {T[]} all @param {(one: T) => Promise<void>} fetchOne */
  async #each(all, fetchOne) {
    for (const one of all) {
      const isHere = await fetchOne(one).then(() => 1, () => 0);
      this.ahead = { ...this.ahead, done: this.ahead.done + isHere };
      this.onChange();
    }
  }

  /** @param {string} fingerprint */
  async #fetchForm(fingerprint) {
    if ((await this.database.keys("forms", IDBKeyRange.only(fingerprint))).length) return;
    const form = await this.device.json(`/forms/${fingerprint}`);
    if (!form.nodes) throw new Error("not a form package");
    await this.database.put("forms", { fingerprint, ...(await this.vault.closeJson(form, `form/${fingerprint}`)) });
  }

  /** @param {{ sha256: string, type: string, path: string }} file */
  async #fetchFile({ sha256, type, path }) {
    if ((await this.database.keys("files", IDBKeyRange.only(sha256))).length) return;
    const response = await this.device.request(API + path);
    const bytes = await response.arrayBuffer();
    if (!response.ok || (await sha256Of(bytes)) !== hashIn(response, sha256)) throw new Error("not the file that was asked for");
    await this.database.put("files", { sha256, type: response.headers.get("Content-Type") ?? type, ...(await this.vault.close(bytes, `file/${sha256}`)) });
  }

  /** @param {string} fingerprint @returns {Promise<any>} undefined where it was never fetched */
  async package(fingerprint) {
    const row = this.packages.has(fingerprint) ? null : await this.database.get("forms", fingerprint);
    if (row) this.packages.set(fingerprint, await this.vault.openJson(row, `form/${fingerprint}`));
    return this.packages.get(fingerprint);
  }

  /** The package, fetched now where it is not there yet. @param {string} fingerprint @returns {Promise<any>} */
  async packageNow(fingerprint) {
    if (!(await this.package(fingerprint))) {
      await this.#fetchForm(fingerprint).catch(() => {
        throw new Refused(404, "FORM_MISSING");
      });
    }
    return this.package(fingerprint);
  }

  /** A document, or what a form shows. @param {string} sha256 @returns {Promise<Blob | undefined>} */
  async file(sha256) {
    const row = await this.database.get("files", sha256);
    return row && new Blob([await this.vault.open(row, `file/${sha256}`)], { type: row.type });
  }

  /** @param {string} id of an assignment @returns {Promise<number>} bytes that must be free before the visit */
  async roomFor(id) {
    const { nodes = [] } = (await this.package(this.assignment(id)?.form)) ?? {};
    const expected = nodes.reduce((/** @type {number} */ sum, /** @type {any} */ node) => sum + (USUAL_BYTES[node.type] ?? 0), 0);
    return ROOM * expected + SPARE_BYTES;
  }
}

/**
 * What a tester has done or given back is no work any more; its place and time are still shown beside its receipt. They stay as long as anything of
 * the visit is here, and 30 days after its window by the server's clock.
 * @param {Work} before @param {Work} now @param {Set<string>} here visits of which something is on this tablet
 */
function pastOf(before, now, here) {
  const open = new Set(now.assignments.map((each) => each.id));
  const limit = (Date.parse(now.server_now) || Date.now()) - SHOWN_MS;
  const gone = [...before.assignments, ...(before.past ?? [])].filter(({ id, window }) => !open.has(id) && (here.has(id) || Date.parse(window?.to ?? "") > limit));
  return gone.map(({ id, state, window, location, title, role, minutes, fee }) => ({ id, state, window, location, title, role, minutes, fee, scenario: {}, documents: [], needs_briefing: false, interview: null }));
}

/** What was promised stays as long as the tester has to be told what became of it. @param {Work} before @param {Work} now @param {Set<string>} here */
function promisedOf(before, now, here) {
  const open = new Set(now.promises?.map((each) => each.id));
  return [...(before.promises ?? []), ...(before.promised ?? [])].filter(({ id }) => !open.has(id) && here.has(id));
}

/** A picture is sent as its copy without metadata, which has a hash of its own; the reply names it. @param {Response} response @param {string} sha256 that of the original @returns {string} */
function hashIn(response, sha256) {
  const said = /sha-256=:([^:]+):/.exec(response.headers.get("Repr-Digest") ?? "")?.[1];
  return said ? hex(fromBase64(said)) : sha256;
}

/** @param {any} form @param {string} fingerprint */
function filesOf(form, fingerprint) {
  return Object.values(form?.files ?? {}).map((/** @type {any} */ { sha256, type }) => ({ sha256, type, path: `/forms/${fingerprint}/files/${sha256}` }));
}
