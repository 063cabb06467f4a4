/** @file This tablet as the server knows it: a key that cannot leave the browser, enrolment, signed requests. */

import { utf8 } from "./bytes.js";
import { Database } from "./db.js";
import { sha256Of } from "./hash.js";
import { askToKeep } from "./keeping.js";
import { sign } from "./seal.js";
import { makeVault, unlockKey, WrongPin } from "./vault.js";

export const API = "/api/v1";
/** The newest build is named by the address under which this module came. */
export const BUILD = /\/static\/([0-9a-f]{16})\//.exec(import.meta.url)?.[1] ?? "source";
const PATIENCE_MS = 120_000;
const DIALECT = { name: "ECDSA", namedCurve: "P-256" };
/** The server has spoken: this device may not sign any more. */
const ENDED = new Set(["DEVICE_UNKNOWN", "DEVICE_REVOKED", "DEVICE_EXPIRED", "ACCOUNT_DISABLED"]);

/** A reply that is not our server's: a captive portal, a proxy's error page. */
export class NotOurs extends Error {}

/** Replies that say nothing about what was sent: later the same may be taken. */
const LATER = new Set([401, 408, 425, 429]);

/** The server understood and said no. */
export class Refused extends Error {
  /** @param {number} status @param {string} code @param {any} details */
  constructor(status, code, details = {}) {
    super(code || `HTTP ${status}`);
    this.status = status;
    this.code = code || `HTTP_${status}`;
    this.details = details;
  }

  /** Whether it is about what was sent, and not about the moment. */
  get isFinal() {
    return this.status >= 400 && this.status < 500 && !LATER.has(this.status);
  }
}

/** The server's newest one, whoever asked: it stands for the day, not for a device. */
let nonce = "";

/** Never with a cookie, never from or into a cache. @param {string} path @param {RequestInit} [options] */
export async function send(path, options = {}) {
  const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS), ...options, credentials: "omit", cache: "no-store", redirect: "error" });
  nonce = response.headers.get("Mystery-Nonce") ?? nonce;
  return response;
}

/** @param {Response} response @returns {Promise<any>} */
export async function jsonOf(response) {
  if (!/json/.test(response.headers.get("Content-Type") ?? "")) throw new NotOurs(`HTTP ${response.status} without JSON`);
  return response.clone().json();
}

/** The first problem of a refusal; its details may also stand beside it. @param {Response} response */
export async function refusalOf(response) {
  const body = await jsonOf(response).catch(() => ({}));
  return new Refused(response.status, body.code ?? body.problems?.[0]?.code ?? "", { ...body, ...body.problems?.[0]?.details });
}

/** @param {any} body @returns {Promise<string>} */
async function hashOf(body) {
  return sha256Of(typeof body === "string" ? utf8(body) : body ?? new Uint8Array());
}

export class Device {
  /** @param {any} row of the store `device` */
  constructor(row) {
    this.row = row;
    /** why the server takes no more of it; "" while it does */
    this.ended = "";
  }

  get id() {
    return this.row.device;
  }

  /** @param {string} path @param {string} method @param {string} bodyHash */
  async #authorization(path, method, bodyHash) {
    const used = nonce || "none"; // another reply may bring the next one while this is signed
    const signature = await sign(this.row.keys.privateKey, [method, path, used, bodyHash].join("\n"));
    return `Mystery device="${this.id}", nonce="${used}", signature="${signature}"`;
  }

  /** Signed; asks again once where the server wants another nonce. @param {string} path @param {RequestInit} [options] @returns {Promise<Response>} */
  async request(path, options = {}) {
    const bodyHash = await hashOf(options.body);
    if (!nonce) await send(`${API}/openapi.json`, { method: "HEAD" }); // any reply has one; a refusal would stand in the console
    const first = await this.#signed(path, options, bodyHash);
    if (first.status !== 401) return first;
    const { code } = await refusalOf(first);
    if (code === "DEVICE_NONCE_STALE" || options.method === "HEAD") return this.#signed(path, options, bodyHash);
    if (ENDED.has(code)) this.ended = code;
    return first;
  }

  /** @param {string} path @param {RequestInit} options @param {string} bodyHash */
  async #signed(path, options, bodyHash) {
    const { method = "GET", headers = {} } = options;
    const authorization = await this.#authorization(path, method, bodyHash);
    const response = await send(path, { ...options, headers: { Accept: "application/json", .../** @type {any} */ (headers), Authorization: authorization } });
    // Every reply of ours has a nonce: whatever else answers here, it has not taken anything.
    if (!response.headers.has("Mystery-Nonce")) throw new NotOurs(`HTTP ${response.status} from somebody else`);
    if (response.ok) this.ended = "";
    return response;
  }

  /** @param {string} path @param {string} [method] @param {any} [body] @returns {Promise<any>} */
  async json(path, method = "GET", body = undefined) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    const response = await this.request(API + path, { method, ...sent });
    if (!response.ok) throw await refusalOf(response);
    return jsonOf(response);
  }

  /** @param {string} text */
  sign(text) {
    return sign(this.row.keys.privateKey, text);
  }

  /** Everybody who has work or unsent work on this tablet. @returns {Promise<{ device: string, tester: any, installation: any, name: string, database: string, unsent: number }[]>} */
  static async list() {
    const rows = await Database.registry().all("devices");
    return Promise.all(rows.map(async (row) => ({ ...row, unsent: await unsentIn(new Database(row.database)) })));
  }

  /** The newest device of a database. @param {Database} database @returns {Promise<Device>} */
  static async in(database) {
    const rows = await database.all("device");
    if (!rows.length) throw new Error("no device is enrolled here");
    return new Device(rows.reduce((newest, row) => (row.enrolled_at > newest.enrolled_at ? row : newest)));
  }

  /** @param {{ code: string, name: string, pin: string }} given @returns {Promise<import("./session.js").Session>} */
  static async enrol({ code, name, pin }) {
    await Database.registry().all("devices"); // where the browser keeps nothing, the code stays good
    const keys = await crypto.subtle.generateKey(DIALECT, false, ["sign", "verify"]);
    const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", keys.publicKey);
    const body = JSON.stringify({ code, name, public_key: { kty, crv, x, y }, build: BUILD });
    const response = await send(`${API}/enrolments`, { method: "POST", body, headers: { "Content-Type": "application/json", Accept: "application/json" } });
    if (!response.ok) throw await refusalOf(response);
    const row = { ...(await jsonOf(response)), name, keys, enrolled_at: new Date().toISOString() };
    const database = await settle(row, pin);
    await askToKeep();
    const { Session } = await import("./session.js");
    return Session.unlock(row.device, pin, database.name);
  }
}

/** The tester's database takes the device in; one that another PIN has locked stays as it is, beside a new one. @param {any} row @param {string} pin */
async function settle(row, pin) {
  const usual = new Database(Database.nameOf(row.installation, row.tester));
  const before = await dataKeyIn(usual, pin);
  const database = before === null ? new Database(Database.nameOf(row.installation, row.tester, row.device)) : usual;
  const vault = await makeVault(pin, row, before || undefined);
  const drafts = (await database.all("interviews")).filter((each) => each.is_draft);
  await database.write(["vault", "device", "interviews"], (store) => {
    store("vault").put(vault);
    store("device").put(row);
    for (const draft of drafts) store("interviews").put({ ...draft, is_open: false });
  });
  await register(row, database.name);
  return database;
}

/** @param {Database} database @param {string} pin @returns {Promise<ArrayBuffer | undefined | null>} undefined: nobody was here; null: another PIN */
async function dataKeyIn(database, pin) {
  if (!(await database.get("vault", "vault"))) return undefined;
  try {
    return (await unlockKey(database, pin)).raw;
  } catch (error) {
    if (error instanceof WrongPin) return null;
    throw error;
  }
}

/** @param {any} row @param {string} database */
async function register({ device, tester, installation, name }, database) {
  const registry = Database.registry();
  const before = (await registry.all("devices")).filter((each) => each.database === database);
  await registry.write(["devices"], (store) => {
    for (const each of before) store("devices").delete(each.device);
    store("devices").put({ device, tester, installation, name, database });
  });
}

/** How much of a tester has no confirmation yet; can be counted while locked. @param {Database} database @returns {Promise<number>} */
export async function unsentIn(database) {
  const [records, drafts, notes, files] = await Promise.all(["records", "interviews", "notes", "uploads"].map((name) => database.all(name)));
  return [
    ...records.filter((row) => !row.complete_at && row.state !== "inbox"),
    ...drafts.filter((row) => row.is_draft && !row.elsewhere),
    ...notes.filter((row) => !row.sent_at),
    ...files.filter((row) => !row.interview && !row.complete_at),
  ].length;
}
