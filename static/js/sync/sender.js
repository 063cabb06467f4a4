/** @file Sends the journal and the files: batched, repeated until acknowledged, never twice by harm. */

import { sha256Of } from "./hash.js";

/** @typedef {import("./journal.js").Journal} Journal */
/**
 * @typedef {{ events: string, media: string, finish: string }} Urls
 * @typedef {{ last: number, written: number, acknowledged: number, files: number, trouble: "" | "offline" | "refused" | "conflict" | "storage", finishing: boolean, receipt: any, durable: boolean }} Status
 */

/** The session or its token has ended; anything else of 4xx is a matter for a supervisor. */
const SIGNED_OUT = new Set([400, 401, 403]);
const BATCH = 200;
const BATCH_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** A request that outlives its page may carry 64 KiB. */
const KEEPALIVE_BYTES = 60_000;

export class Sender {
  /** @param {Journal} journal @param {{ urls: Urls, csrf: string, onStatus: (status: Status) => void, onMoved?: () => void, request?: typeof fetch }} options */
  constructor(journal, { urls, csrf, onStatus, onMoved = () => {}, request = (...args) => fetch(...args) }) {
    this.journal = journal;
    this.urls = urls;
    this.csrf = csrf;
    this.onStatus = onStatus;
    this.onMoved = onMoved;
    this.request = request;
    this.acknowledged = 0;
    /** @type {Status["trouble"]} */
    this.trouble = "";
    this.finishing = false;
    /** @type {any} */
    this.receipt = null;
    /** @type {any[]} */
    this.problems = [];
    this.failures = 0;
    this.files = 0;
    /** what this disk gives back damaged: kept, and not tried again before the page is opened anew @type {Set<string>} */
    this.damaged = new Set();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {Promise<void> | null} */
    this.running = null;
  }

  /** @param {number} known highest seq the server sent with the page */
  async start(known) {
    const note = await this.journal.store.note();
    this.acknowledged = known;
    // A receipt confirms the journal up to its end of then: an interview that was reopened needs a new one.
    this.receipt = note.last_seq === this.journal.lastSeq ? note.receipt ?? null : null;
    this.files = (await this.journal.store.pendingMedia()).length;
    this.finishing = !this.receipt && this.journal.events.at(-1)?.kind === "finish";
    this.report();
    this.soon(0);
  }

  /** @returns {Status} */
  get status() {
    const { lastSeq, writtenSeq, store } = this.journal;
    const { acknowledged, files, trouble, finishing, receipt } = this;
    return { last: lastSeq, written: writtenSeq, acknowledged, files, trouble, finishing, receipt, durable: store.durable };
  }

  report() {
    this.onStatus(this.status);
  }

  /** @param {number} delay milliseconds until the next attempt */
  soon(delay = BATCH_MS) {
    if (this.timer !== undefined && delay > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, delay);
  }

  /** One attempt at a time; a second call waits for the same one. */
  flush() {
    this.running ??= this.#attempt().finally(() => {
      this.running = null;
      this.report();
      if (this.#isOpen()) this.soon(this.#pause());
    });
    return this.running;
  }

  #isOpen() {
    return this.acknowledged < this.journal.lastSeq || this.files > new Set([...this.journal.held, ...this.damaged]).size || (this.finishing && !this.receipt);
  }

  /** Doubles with every failure, up to a minute. */
  #pause() {
    return this.failures ? Math.min(LONGEST_WAIT_MS, BATCH_MS * 2 ** (this.failures - 1)) : BATCH_MS;
  }

  async #attempt() {
    try {
      do {
        await this.journal.write("relaxed");
        await this.#sendEvents();
        await this.sendFiles();
      } while (this.acknowledged < this.journal.lastSeq); // what was said while the files went comes before the end
      if (this.finishing && !this.receipt) await this.#sendFinish();
      this.failures = 0;
      this.trouble = "";
    } catch (error) {
      this.failures++;
      this.trouble = error instanceof Refusal ? error.trouble : "offline";
    }
  }

  async #sendEvents() {
    for (;;) {
      const events = this.journal.events.filter((event) => event.seq > this.acknowledged).slice(0, BATCH);
      if (!events.length) return;
      const reply = await this.#post(this.urls.events, { events });
      const before = this.acknowledged;
      this.acknowledged = Math.max(before, Number(reply.acknowledged ?? 0));
      this.problems.push(...(reply.problems ?? []));
      this.report();
      if (this.acknowledged === before) throw new Refusal(409);
    }
  }

  /** Those that nothing holds; what the server does not want stops no other. */
  async sendFiles() {
    const { store } = this.journal;
    /** @type {unknown} */
    let refused = null;
    for (const { sha256, type } of await store.pendingMedia()) {
      if (this.journal.held.has(sha256) || this.damaged.has(sha256)) continue;
      const bytes = await store.media(sha256).catch(() => undefined);
      if (!bytes || (await sha256Of(bytes)) !== sha256) {
        this.damaged.add(sha256);
        continue;
      }
      await this.#sendFile(sha256, bytes, type).catch((error) => {
        if (!(error instanceof Refusal)) throw error;
        refused = error;
      });
    }
    this.files = (await store.pendingMedia()).length;
    if (refused) throw refused;
  }

  /** @param {string} sha256 @param {ArrayBuffer} bytes @param {string} type */
  async #sendFile(sha256, bytes, type) {
    await this.#send(`${this.urls.media}/${sha256}`, "PUT", bytes, type || "application/octet-stream");
    await this.journal.store.confirmMedia(sha256);
    this.files = (await this.journal.store.pendingMedia()).length;
    this.report();
  }

  async #sendFinish() {
    const { events, lastSeq, store } = this.journal;
    const media = [...new Set(events.map((event) => event.value?.sha256).filter(Boolean))];
    const receipt = await this.#post(this.urls.finish, { last_seq: lastSeq, media });
    await store.putNote({ receipt, last_seq: lastSeq, confirmed_at: new Date().toISOString() });
    this.receipt = receipt;
    this.finishing = false;
  }

  /** @param {string} url @param {any} body */
  async #post(url, body) {
    const response = await this.#send(url, "POST", JSON.stringify(body), "application/json");
    return response.json();
  }

  /** @param {string} url @param {string} method @param {BodyInit} body @param {string} type */
  async #send(url, method, body, type) {
    const headers = { "Content-Type": type, "X-CSRFToken": this.csrf, Accept: "application/json" };
    const response = await this.request(url, { method, body, headers, credentials: "same-origin", redirect: "error" });
    if (response.status === 409 && (await isMoved(response))) this.onMoved();
    if (response.status >= 400 && response.status < 500) throw new Refusal(response.status);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response;
  }

  /** The page goes away: send what fits into a request that outlives it. */
  farewell() {
    const events = [];
    let size = 20;
    for (const event of this.journal.events) {
      if (event.seq <= this.acknowledged) continue;
      size += JSON.stringify(event).length * 2;
      if (size > KEEPALIVE_BYTES) break;
      events.push(event);
    }
    if (!events.length) return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    const body = JSON.stringify({ events });
    this.request(this.urls.events, { method: "POST", body, headers, keepalive: true, credentials: "same-origin" }).catch(() => {});
  }

  /** The interview is finished: everything goes, then the server confirms the whole. */
  async finish() {
    this.finishing = true;
    this.receipt = null;
    await this.journal.write("strict");
    this.report();
    await this.flush();
    if (this.#isOpen() && !this.trouble) await this.flush();
  }
}

/** Whether the interview was moved to another version of its form meanwhile: the page has to be opened anew. @param {Response} response */
async function isMoved(response) {
  const { problems = [] } = await response.clone().json().catch(() => ({}));
  return problems.some((/** @type {any} */ problem) => problem.details?.kept?.kind === "migrate");
}

/** The server understood and said no; the data stay here. */
class Refusal extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`refused with ${status}`);
    /** @type {Status["trouble"]} */
    this.trouble = SIGNED_OUT.has(status) ? "refused" : "conflict";
  }
}
