/** @file One tester at work on this tablet, unlocked by the PIN: all that the screens need. */

import { Database } from "./db.js";
import { Device, jsonOf, refusalOf, Refused, API } from "./device.js";
import { conflictOf, holdDraft, keepTaken, sendFilesOnce, sendOnce, TabletSender, TabletStore } from "./drafts.js";
import { sha256Of } from "./hash.js";
import { Journal } from "./journal.js";
import { storageOf } from "./keeping.js";
import { Notes } from "./notes.js";
import { Outbox } from "./outbox.js";
import { Promises } from "./promises.js";
import { draftsIn, rescueFile } from "./rescue.js";
import { keepSealed, sealInterview } from "./sealing.js";
import { changePin, openVault, Watch } from "./vault.js";
import { isFree, recordsIn, visitsOf } from "./visits.js";
import { Day } from "./work.js";

const MINUTE_MS = 60_000;

export { WrongPin } from "./vault.js";

export class Session extends EventTarget {
  /** @param {Database} database @param {Device} device @param {import("./vault.js").Vault} vault */
  constructor(database, device, vault) {
    super();
    this.database = database;
    this.signer = device;
    this.vault = vault;
    this.day = new Day(database, device, vault);
    this.notes = new Notes(database, device, vault);
    this.promises = new Promises(this.notes, () => this.work, () => this.#said());
    this.outbox = Outbox.of(database.name);
    this.isLocked = false;
    /** the device is full: no new photos; a rescue file may help */
    this.isFull = false;
    /** open in the player @type {Map<string, { sender: TabletSender | null, closing: AbortController, release: () => void, urls: string[] }>} */
    this.open = new Map();
    this.leaving = new AbortController();
    this.left = Promise.resolve();
    /** @type {Promise<void> | null} */
    this.syncing = null;
    /** @type {Promise<void> | null} */
    this.queued = null;
  }

  /** @param {string} device of `Device.list()` @param {string} pin @param {string} [name] of its database @returns {Promise<Session>} throws WrongPin */
  static async unlock(device, pin, name) {
    const known = name ?? (await Database.registry().get("devices", device))?.database;
    if (!known) throw new Refused(404, "DEVICE_UNKNOWN");
    const database = new Database(known);
    const vault = await openVault(database, pin);
    const session = new Session(database, await Device.in(database), vault);
    await session.#begin();
    return session;
  }

  async #begin() {
    await this.day.load();
    const changed = () => this.#changed();
    this.day.onChange = this.outbox.onChange = changed;
    this.watch = new Watch(() => void this.lock());
    const { signal } = this.leaving;
    addEventListener("online", () => {
      this.outbox.hurry();
      void this.sync();
    }, { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.sync(), { signal });
    this.#again(0);
  }

  #changed() {
    if (this.isLocked) return;
    for (const { sender } of this.open.values()) if (sender?.isSealing) void sender.heard();
    this.dispatchEvent(new Event("change"));
  }

  /** @param {number} [delay] */
  #again(delay = Math.min(MINUTE_MS, Math.max(1000, this.outbox.nextDue))) {
    clearTimeout(this.timer);
    if (!this.isLocked) this.timer = setTimeout(() => void this.sync(), delay);
  }

  // --- who and what ---------------------------------------------------------------------------------------

  get device() {
    return this.signer.id;
  }

  get tester() {
    return this.work.tester ?? this.signer.row.tester;
  }

  get work() {
    return this.day.work;
  }

  get ahead() {
    return this.day.ahead;
  }

  /** Why the server takes no more of this device; "" while it does. */
  get ended() {
    return this.signer.ended || (this.outbox.device?.ended ?? "");
  }

  refresh() {
    return this.day.refresh();
  }

  /** A document, or what a form shows. @param {string} sha256 */
  file(sha256) {
    return this.day.file(sha256);
  }

  /** What the server said last: its message, the newest build, how far this clock is off, how many visits it has of the tester. */
  async contact() {
    const { skew_ms = 0, message = null, update = "", at = "", finished = null } = (await this.database.get("work", "contact")) ?? {};
    return { skewMs: skew_ms, message, update, at, finished };
  }

  visits() {
    return visitsOf(this.database, this.work, this.ended);
  }

  /** @param {string} interview @returns {Promise<any>} how far its newest record has come */
  async recordOf(interview) {
    return (await recordsIn(this.database)).get(interview) ?? null;
  }

  // --- drafts ---------------------------------------------------------------------------------------------

  /** @param {string} interview */
  draft(interview) {
    return this.database.get("interviews", interview);
  }

  /** @param {string} assignment @returns {Promise<any>} the one that goes on here, else a copy that another device has taken over */
  async #draftOf(assignment) {
    const rows = (await this.database.all("interviews")).filter((row) => row.assignment === assignment && row.is_draft);
    return rows.find((row) => !row.elsewhere) ?? rows[0];
  }

  /** The ids under which this tablet has served this tester. */
  async #ownDevices() {
    return new Set((await this.database.all("device")).map((row) => row.device));
  }

  /** @param {string} id @returns {Promise<any>} what the player starts from */
  async start(id) {
    const row = await this.#draftOf(id);
    // A visit that was given to somebody else meanwhile is still finished: a person decides about it.
    if (row?.elsewhere && isFree(this.day.assignment(id))) return this.take(id);
    if (row && !row.moved) return this.#boot(this.day.assignment(id) ?? { id, form: row.form }, row, []);
    const work = this.#assignment(id);
    const there = work.interview;
    const isMine = !there || there.state === "closed" || (there.held_by === "" ? there.state === "asked_back" : (await this.#ownDevices()).has(there.held_by));
    if (!isMine) throw new Refused(409, "INTERVIEW_ELSEWHERE", { interview: there.id, device: there.held_by });
    const visit = (await this.visits()).find((each) => each.assignment === id);
    if (visit && !["todo", "draft"].includes(visit.state)) throw new Refused(409, "INTERVIEW_CLOSED");
    if (there && there.state !== "closed") return this.take(id);
    const made = { interview: crypto.randomUUID(), assignment: id, form: work.form, is_draft: true, acknowledged: 0, created_at: new Date().toISOString() };
    await this.database.put("interviews", made);
    return this.#boot(work, made, []);
  }

  /** The draft goes on here; a copy of another one stays, to be read. @param {string} id @returns {Promise<any>} */
  async take(id) {
    const work = this.#assignment(id);
    const own = await this.#draftOf(id);
    const interview = own?.other?.interview ?? work.interview?.id ?? own?.interview;
    if (!interview) throw new Refused(404, "INTERVIEW_UNKNOWN");
    const said = await this.signer.json(`/interviews/${interview}/take`, "POST", {});
    const form = (said.events ?? []).findLast((/** @type {any} */ event) => event.value?.form)?.value.form ?? work.form;
    const made = { interview, assignment: id, form, is_draft: true, acknowledged: said.acknowledged ?? 0, is_open: true, created_at: new Date().toISOString() };
    await keepTaken(this.#store(interview), said.events ?? []);
    await this.database.write(["interviews"], (store) => {
      if (own && own.interview !== interview) store("interviews").put({ ...own, elsewhere: true });
      store("interviews").put(made);
    });
    return this.#boot(work, made, said.events ?? []);
  }

  /** @param {string} id */
  #assignment(id) {
    const work = this.day.assignment(id);
    if (!work) throw new Refused(404, "ASSIGNMENT_UNKNOWN");
    return work;
  }

  /** @param {any} work @param {any} row @param {any[]} events that the server has */
  async #boot(work, row, events) {
    await this.leave();
    const pack = await this.day.packageNow(row.form);
    const release = await holdDraft(row.interview);
    this.open.set(row.interview, { sender: null, closing: new AbortController(), release: release ?? (() => {}), urls: [] });
    const languages = pack.languages;
    const urls = { events: `${API}/interviews/${row.interview}/events`, media: `${API}/interviews/${row.interview}/media`, files: "", finish: "", done: "", icons: "", own: await this.day.shown(pack) };
    this.open.get(row.interview)?.urls.push(...Object.values(urls.own));
    return {
      package: pack, fingerprint: row.form, interview: row.interview, owner: this.tester.id, actor: this.tester.id, events, layout: "tablet",
      language: languages.includes(this.tester.language) ? this.tester.language : pack.default_language, languages,
      zone: work.location?.zone ?? work.window?.zone, seed: work.seed, mode: work.mode, scenario: work.scenario, urls,
      readOnly: row.elsewhere ? "device" : !release, elsewhere: Boolean(row.elsewhere),
    };
  }

  /** @param {string} interview */
  #store(interview) {
    const onFull = (/** @type {boolean} */ isFull) => {
      this.isFull = isFull;
      this.#changed();
    };
    const fetchFile = async (/** @type {string} */ sha256) => {
      const response = await this.signer.request(`${API}/interviews/${interview}/media/${sha256}`).catch(() => null);
      const bytes = response?.ok ? await response.arrayBuffer() : undefined;
      return bytes && (await sha256Of(bytes)) === sha256 ? bytes : undefined;
    };
    return new TabletStore(this.database, this.vault, interview, { onFull, fetchFile });
  }

  /** For `play(root, boot, field)`. @param {any} boot */
  field(boot) {
    const store = this.#store(boot.interview);
    const sender = new TabletSender(this, store);
    const open = this.open.get(boot.interview);
    if (open) open.sender = sender;
    return { store, sender, otherTab: boot.readOnly, signal: open?.closing.signal, leave: () => this.leave(open) };
  }

  /** The player is closed: what was typed is written, and another page may go on. @param {any} [opening] only this one; what was opened since stays open */
  leave(opening) {
    this.left = Promise.allSettled([this.left, this.#leave(opening)]).then(() => {});
    return this.left;
  }

  /** @param {any} opening */
  async #leave(opening) {
    for (const [interview, each] of [...this.open]) {
      if (opening && opening !== each) continue;
      const { sender, closing, release, urls } = each;
      this.open.delete(interview);
      if (sender?.journal) await sender.leave().catch(() => {});
      if (sender) sender.store.vault = /** @type {any} */ (null);
      closing.abort();
      for (const url of urls) URL.revokeObjectURL(url);
      release();
    }
  }

  /** @param {string} interview @param {number} acknowledged */
  acknowledge(interview, acknowledged) {
    return this.database.update("interviews", interview, (row) => row && { ...row, acknowledged: Math.max(row.acknowledged, acknowledged) }, "relaxed");
  }

  /** The form of the interview is another one now: it has to be opened again, with a network. @param {string} interview */
  moved = (interview) => this.#mark(interview, { moved: true, problem: "INTERVIEW_MOVED" });

  /** @param {string} interview @param {any} what */
  async #mark(interview, what) {
    await this.database.update("interviews", interview, (row) => row && { ...row, ...what });
    this.#changed();
  }

  /** @param {string} interview @param {string} url @param {RequestInit} options @returns {Promise<Response>} */
  async sendDraft(interview, url, options) {
    const refused = await this.#announce(interview);
    if (refused) return refused;
    const response = await this.signer.request(url, options);
    if (response.status === 404) await this.#mark(interview, { is_open: false });
    if ((await conflictOf(response)) === "INTERVIEW_HELD_ELSEWHERE") await this.#mark(interview, { elsewhere: true, problem: "INTERVIEW_TAKEN" });
    return response;
  }

  /** Opens the interview on the server under the tablet's own UUID. @param {string} interview @returns {Promise<Response | null>} a refusal */
  async #announce(interview) {
    const row = await this.draft(interview);
    if (row.is_open) return null;
    const body = JSON.stringify({ assignment: row.assignment });
    const response = await this.signer.request(`${API}/interviews/${interview}`, { method: "PUT", body, headers: { "Content-Type": "application/json" } });
    if (response.ok) {
      await jsonOf(response);
      await this.#mark(interview, { is_open: true, problem: "" });
      return null;
    }
    const { code, details, isFinal } = await refusalOf(response);
    if (code === "INTERVIEW_ELSEWHERE" && details.interview === interview && (await this.#ownDevices()).has(details.device)) {
      await this.signer.json(`/interviews/${interview}/take`, "POST", {});
      await this.#mark(interview, { is_open: true, problem: "" });
      return null;
    }
    if (isFinal) await this.#mark(interview, { problem: code, ...(details.interview && { other: { interview: details.interview, device: details.device, seen_at: details.seen_at } }) });
    return response;
  }

  /** Seals; the outbox does the rest. @param {string} interview */
  async finish(interview) {
    const row = await this.draft(interview);
    await sealInterview(this.database, this.signer, this.#store(interview), row, await this.notes.of(row.assignment));
    this.#changed();
    void this.sync();
  }

  /** Photos of a page that was not left go as they are: the tester says so. @param {string} interview */
  async sendHeld(interview) {
    await this.#store(interview).releaseMedia();
    this.#said();
  }

  // --- notes ----------------------------------------------------------------------------------------------

  /** @param {string} assignment @param {"quiz" | "briefed" | "checkin" | "untested"} kind @param {any} value */
  async note(assignment, kind, value) {
    await this.notes.add(assignment, kind, value);
    this.#said();
  }

  #said() {
    this.#changed();
    void this.sync();
  }

  /** A file for a note, sealed at once. @param {ArrayBuffer} bytes @param {string} name @param {string} type */
  async keepFile(bytes, name, type) {
    const sha256 = await sha256Of(bytes);
    await keepSealed(this.database, this.signer, { interview: "", content: sha256, type, wanted: true }, new Uint8Array(bytes));
    return { sha256, name, type, size: bytes.byteLength };
  }

  // --- out ------------------------------------------------------------------------------------------------

  /** Everything that waits, once; never fails, since what does not go now goes later. @returns {Promise<void>} */
  sync() {
    if (!this.syncing) {
      this.syncing = this.#sync().finally(() => {
        this.syncing = null;
        this.#again();
      });
      return this.syncing;
    }
    this.queued ??= this.syncing.then(() => {
      this.queued = null;
      return this.isLocked ? undefined : this.sync();
    });
    return this.queued;
  }

  async #sync() {
    while (this.outbox.running) await this.outbox.running.catch(() => {});
    await this.outbox.send(async () => {
      await this.notes.send().catch(() => {});
      await this.#sendDrafts().catch(() => {});
    }).catch(() => {});
  }

  async #sendDrafts() {
    const rows = (await this.database.all("interviews")).filter((row) => row.is_draft && !row.moved && !this.open.has(row.interview));
    for (const { interview, elsewhere } of rows) {
      if (!elsewhere) await this.#announce(interview).catch(() => {});
      await (elsewhere ? sendFilesOnce : sendOnce)(...this.#closed(interview)).catch(() => {}); // one that cannot be read stops no other
    }
  }

  /** @param {string} interview @returns {[TabletSender, Journal]} */
  #closed(interview) {
    const store = this.#store(interview);
    const journal = new Journal(store, { by: this.tester.id });
    const urls = { events: `${API}/interviews/${interview}/events`, media: `${API}/interviews/${interview}/media`, finish: "" };
    return [new TabletSender(this, store).attach(journal, { urls }), journal];
  }

  // --- this tablet ----------------------------------------------------------------------------------------

  changePin(/** @type {string} */ before, /** @type {string} */ after) {
    return changePin(this.database, before, after, this.signer.row);
  }

  storage() {
    return storageOf(this.database, this.day);
  }

  /** @returns {Promise<Blob>} everything unsent, signed and sealed */
  rescue() {
    const open = (/** @type {string} */ interview) => ({ store: this.#store(interview), journal: this.open.get(interview)?.sender?.journal });
    return rescueFile(this.database, this.signer, this.vault, draftsIn(this.database, this.notes, open), this.notes);
  }

  /** Writes what is open, then forgets the key. */
  async lock() {
    if (this.isLocked) return;
    await this.leave();
    this.isLocked = true;
    clearTimeout(this.timer);
    this.watch?.stop();
    this.leaving.abort();
    this.outbox.onChange = this.day.onChange = () => {};
    this.vault = this.notes.vault = /** @type {any} */ (null);
    this.day = new Day(this.database, this.signer, this.vault);
    this.dispatchEvent(new Event("change"));
  }
}
