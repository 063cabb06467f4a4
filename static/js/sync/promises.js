/** @file What staff promised the tester in a test, and what the tester said became of it: a note of the visit, kept and sent as notes are. */

/** @typedef {import("./db.js").Database} Database @typedef {import("./notes.js").Notes} Notes @typedef {import("./work.js").Work} Work */
/** @typedef {{ id: string, assignment: string, place: string, zone: string, title: Record<string, string>, kind: string, what: string, opened_at: string, due_at: string, waits_for_report: boolean }} Promised as the server tells it */
/** @typedef {{ note: string, at: string, keptAt: string | null, words: string, state: "here" | "taken" | "refused", reason: string, stands: { state: string, kept_at: string | null } | null }} Said `keptAt` by the clocks of the place, null: nothing came; `reason` why the server did not take it; `stands` how the promise stood then */
/** @typedef {Promised & { said: Said | null }} Clock */

const KIND = "promise";

/** What the server has taken is shown until the day is over, what it has not until the tester has read it. @param {any} row of the store `notes` */
function isShown(row) {
  if (row.kind !== KIND || row.seen) return false;
  return !row.sent_at || !row.taken || new Date(row.sent_at).toDateString() === new Date().toDateString();
}

/** Whose promise something here is still to be told of, though it has left the list. @param {any[]} notes rows @returns {Set<string>} */
export const promisesNamed = (notes) => new Set(notes.filter(isShown).map((row) => row.about));

/** @param {any} row with its value @returns {Said} */
function saidIn({ id, at, value, sent_at, taken, problem, reason = "", stands = null }) {
  const state = !sent_at && !problem ? "here" : taken ? "taken" : "refused";
  return { note: id, at, keptAt: value.kept_at, words: value.note, state, reason: reason || problem, stands };
}

export class Promises {
  /** @param {Notes} notes @param {() => Work} work @param {() => void} onChange something was said */
  constructor(notes, work, onChange) {
    this.notes = notes;
    this.work = work;
    this.onChange = onChange;
  }

  /** The open ones, the next due first, and those of which something was said here. @returns {Promise<Clock[]>} */
  async all() {
    const { promises = [], promised = [] } = this.work();
    const said = new Map();
    for (const row of await this.notes.ofKind(KIND)) if (isShown(row)) said.set(row.about, saidIn(row));
    const open = new Set(promises.map((each) => each.id));
    const known = [...new Map([...promised, ...promises].map((each) => [each.id, each])).values()];
    const shown = known.filter(({ id }) => open.has(id) || said.has(id));
    return shown.map((each) => ({ ...each, said: said.get(each.id) ?? null })).sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at));
  }

  /** Says what became of one. While that waits to be sent, nothing else is said of it. @param {string} id @param {{ kept_at: string | null, note: string }} what `kept_at` by the clocks of the place; null: nothing came */
  async close(id, { kept_at, note }) {
    const clock = (await this.all()).find((each) => each.id === id);
    if (!clock || ["here", "taken"].includes(clock.said?.state ?? "")) return;
    if (clock.said) await this.notes.seen(clock.said.note);
    await this.notes.add(clock.assignment, KIND, { promise: id, kept_at, note }, id);
    this.onChange();
  }

  /** The tester has read why it was not taken. @param {Clock} clock */
  async seen({ said }) {
    if (said) await this.notes.seen(said.note);
    this.onChange();
  }
}
