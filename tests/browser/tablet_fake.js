/** @file What the tablet's screens ask of js/sync, in memory: `window.fakeWorld` says who works, what there is to do and how it stands. */

import { MemoryStore } from "./store.js";

const world = globalThis.fakeWorld;
const PIN = "314159";

class WrongPin extends Error {
  constructor(waitSeconds) {
    super("wrong PIN");
    this.name = "WrongPin";
    this.waitSeconds = waitSeconds;
  }
}

/** The tablet's memory in trouble: what `world.broken` names fails, with `world.trouble` as the error's name. */
function remember(what) {
  if (world.broken?.includes(what)) throw Object.assign(new Error(what), { name: world.trouble ?? "UnknownError" });
}

class Refused extends Error {
  constructor(code, details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

export class Device {
  static async list() {
    remember("list");
    return world.people.map((person) => ({ ...person, unsent: world.unsent ?? 0 }));
  }

  static async enrol({ code, name }) {
    if (code !== "right-code") throw new Refused("ENROLMENT_UNKNOWN");
    world.people = [{ device: "d-1", tester: world.work.tester, installation: { id: "i", name: "Mystery" }, name }];
    return new Session();
  }
}

let failures = 0;

export class Session extends EventTarget {
  static async unlock(_device, pin) {
    if (pin === PIN) return new Session();
    failures++;
    throw new WrongPin(failures > 4 ? 2 ** (failures - 4) : 0);
  }

  constructor() {
    super();
    this.device = "d-1";
    this.tester = world.work.tester;
    this.work = world.work;
    this.ahead = world.ahead ?? { done: 7, total: 7 };
    this.ended = world.ended ?? "";
    this.promises = {
      all: async () => world.promises ?? [],
      close: async (id, { kept_at, note }) => {
        const clock = world.promises.find((each) => each.id === id);
        clock.said = { note: "n-1", at: new Date().toISOString(), keptAt: kept_at, words: note, state: "here", reason: "", stands: null };
      },
      seen: async (clock) => {
        world.promises = world.promises.filter((each) => each.id !== clock.id);
      },
    };
    (globalThis.fakeSessions ??= []).push(this);
  }

  async refresh() {
    return this.work;
  }

  async visits() {
    const ids = new Set([...this.work.assignments.map(({ id }) => id), ...Object.keys(world.visits)]);
    return [...ids].map((id) => ({ assignment: id, interview: "", state: "todo", waitingFiles: 0, problem: "", ...world.visits[id] }));
  }

  async contact() {
    return { message: null, skewMs: 0, finished: world.finished ?? null };
  }

  async leave() {}

  async note(assignment, kind, value) {
    remember("note");
    (world.notes ??= []).push([assignment, kind, value]);
    const { said = {}, ...known } = world.visits[assignment] ?? {};
    world.visits[assignment] = { ...known, said: { ...said, [kind]: new Date().toISOString() } };
    if (kind === "untested") world.visits[assignment] = { state: "untested", since: new Date().toISOString(), isSent: navigator.onLine };
    this.dispatchEvent(new Event("change"));
  }

  async start(assignment) {
    if (world.elsewhere === assignment) throw new Refused("INTERVIEW_ELSEWHERE", { device: "d-2", seen_at: "2026-11-20T09:00:00Z" });
    if (world.visits[assignment]?.state !== "elsewhere") world.visits[assignment] = { ...world.visits[assignment], state: "draft" };
    (world.started ??= []).push([assignment, world.visits[assignment].state]);
    return { ...world.boot, interview: `interview-${assignment}` };
  }

  async take(assignment) {
    if (world.refusal) throw Object.assign(new Error(world.refusal), { code: world.refusal });
    world.elsewhere = "";
    if (world.visits[assignment]) world.visits[assignment].state = "draft";
    return this.start(assignment);
  }

  field(boot) {
    return {
      store: new MemoryStore(boot.interview),
      leave: async () => {
        (world.left ??= []).push(boot.interview);
      },
    };
  }

  async changePin(before, after) {
    if (before !== (world.pin ?? PIN)) throw Object.assign(new Error("wrong PIN"), { name: "WrongPin", waitSeconds: 0 });
    world.pin = after;
  }

  async storage() {
    return { persisted: true, usage: 48e6, quota: 12e9, isEnoughFor: () => !world.isFull, ...world.storage };
  }

  async keepFile() {
    return { sha256: "0".repeat(64) };
  }

  async file() {
    return new Blob(["A"], { type: "text/plain" });
  }

  async rescue() {
    remember("rescue");
    return new Blob(["sealed"]);
  }

  async sync() {
    for (const visit of Object.values(world.visits)) if (visit.state === "untested") visit.isSent = true;
    for (const visit of Object.values(world.visits)) if (["here", "sent"].includes(visit.state)) Object.assign(visit, { state: "confirmed", waitingFiles: 0, since: new Date().toISOString() });
    this.dispatchEvent(new Event("change"));
  }

  async lock() {
    this.isLocked = true;
    this.dispatchEvent(new Event("change"));
  }
}

export class Outbox {
  static async sendLocked() {}
}
