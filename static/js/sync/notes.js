/** @file What is said of a visit outside its questionnaire: kept encrypted, sent once, and again in the record. */

import { Refused } from "./device.js";

/** @typedef {import("./db.js").Database} Database @typedef {import("./device.js").Device} Device @typedef {import("./vault.js").Vault} Vault */

export class Notes {
  /** @param {Database} database @param {Device} device @param {Vault} vault */
  constructor(database, device, vault) {
    this.database = database;
    this.device = device;
    this.vault = vault;
    /** refused for good: asked again only when the tester comes back @type {Set<string>} */
    this.refused = new Set();
  }

  /** @param {string} assignment @param {string} kind @param {any} value @param {string} [about] the id of what it is about, where that is not the visit */
  async add(assignment, kind, value, about = "") {
    const id = crypto.randomUUID();
    const said = kind === "checkin" ? coarse(value) : value ?? {};
    const row = { id, assignment, kind, at: new Date().toISOString(), ms: Math.round(performance.now()), sent_at: 0, taken: null, problem: "", about, media: said.media ?? [] };
    await this.database.put("notes", { ...row, ...(await this.vault.closeJson(said, `note/${id}`)) });
  }

  /** As a record carries them, in the order they were said. @param {string} assignment */
  async of(assignment) {
    const rows = (await this.#all()).filter((row) => row.assignment === assignment);
    return Promise.all(rows.map(async ({ id, kind, at, ms, ...row }) => ({ id, kind, value: await this.vault.openJson(/** @type {any} */ (row), `note/${id}`), at, ms })));
  }

  /** Rows with their values, in the order they were said. @param {string} kind @returns {Promise<any[]>} */
  async ofKind(kind) {
    const { vault } = this;
    if (!vault) return []; // locked meanwhile
    const rows = (await this.#all()).filter((row) => row.kind === kind);
    const opened = await Promise.all(rows.map(async (row) => ({ ...row, value: await vault.openJson(row, `note/${row.id}`).catch(() => null) })));
    return opened.filter((row) => row.value); // one that is damaged stops no other
  }

  /** The tester has read what became of it. @param {string} id */
  seen(id) {
    return this.#mark(id, { seen: true });
  }

  /** @returns {Promise<any[]>} */
  async #all() {
    return (await this.database.all("notes")).sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** Whether some are unsent, by assignment. @returns {Promise<Set<string>>} */
  async unsent() {
    return new Set((await this.#all()).filter((row) => !row.sent_at).map((row) => row.assignment));
  }

  /** One that fails stops no other; without a network all wait. */
  async send() {
    const due = (await this.#all()).filter((row) => !row.sent_at && !this.refused.has(row.id));
    for (const row of due) await this.#sendOne(row).catch(() => {});
  }

  /** One that is refused is kept and shown. @param {any} row */
  async #sendOne(row) {
    const { id, assignment, kind, at, ms } = row;
    const value = await this.vault.openJson(row, `note/${id}`);
    try {
      const { taken = true, reason = "", promise = null } = await this.device.json(`/assignments/${assignment}/notes/${id}`, "PUT", { kind, value, at, ms });
      await this.#mark(id, { sent_at: Date.now(), taken, reason, stands: promise, problem: "" });
    } catch (error) {
      if (!(error instanceof Refused && error.isFinal)) throw error;
      this.refused.add(id);
      await this.#mark(id, { problem: error.code });
    }
  }

  /** @param {string} id @param {any} what */
  #mark(id, what) {
    return this.database.update("notes", id, (now) => now && { ...now, ...what });
  }
}

/** Where the tester is, roughly: to 3 decimals, about a hundred metres. @param {any} value */
function coarse({ latitude, longitude, accuracy_m, declined }) {
  const rough = (/** @type {number} */ degrees) => Math.round(degrees * 1000) / 1000;
  return declined ? { declined: true } : { latitude: rough(latitude), longitude: rough(longitude), accuracy_m };
}
