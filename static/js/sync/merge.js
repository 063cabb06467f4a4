/** @file What the server holds and what the tablet holds, as one journal. */

/** @typedef {import("../interview/state.js").Event} Event */

/** The union by seq. Where the two differ, the longer own tail stays, so that nobody's later work is lost. @param {Event[]} server @param {Event[]} own @returns {Event[]} */
export function merge(server, own) {
  const theirs = new Map(server.map((event) => [event.seq, event]));
  const ours = new Map(own.map((event) => [event.seq, event]));
  const last = (/** @type {Event[]} */ events) => events.reduce((most, event) => Math.max(most, event.seq), 0);
  const ownIsLonger = last(own) >= last(server);
  const parted = firstDifference(theirs, ours);
  const union = new Map([...theirs, ...ours]);
  return [...union.keys()].sort((a, b) => a - b).map((seq) => {
    const preferred = seq >= parted && !ownIsLonger ? theirs.get(seq) ?? ours.get(seq) : ours.get(seq) ?? theirs.get(seq);
    return /** @type {Event} */ (preferred);
  });
}

/**
 * A move to another version of the form is the server's own event. What was written here in its place is later work and comes behind it.
 * @param {Event[]} server @param {Event[]} own @returns {Event[]} the same list where no move is in the way
 */
export function behindMoves(server, own) {
  let ours = own;
  const moves = server.filter((event) => event.kind === "migrate").sort((a, b) => a.seq - b.seq);
  for (const move of moves) {
    const mine = ours.find((event) => event.seq === move.seq);
    if (mine && !sameEvent(mine, move)) ours = ours.map((event) => (event.seq < move.seq ? event : { ...event, seq: event.seq + 1 }));
  }
  return ours;
}

/** The files that the answers name in the end: one that was taken again may be nowhere any more. @param {Event[]} events @returns {Set<string>} */
export function filesAnswered(events) {
  /** @type {Map<string, string>} by path */
  let files = new Map();
  for (const { kind, path = "", value } of events) {
    if (kind === "answer" || kind === "missing") files.set(path, value?.sha256 ?? "");
    if (kind === "remove") files = withoutRound(files, path);
  }
  return new Set([...files.values()].filter(Boolean));
}

/** The rounds behind a removed one move up. @param {Map<string, string>} files @param {string} path of the round */
function withoutRound(files, path) {
  const [, rounds, gone] = /^(.*\[)(\d+)\]$/.exec(path) ?? [];
  if (!rounds) return files;
  const left = new Map();
  for (const [each, file] of files) {
    const [, at, rest] = /^(\d+)(\].*)$/.exec(each.startsWith(rounds) ? each.slice(rounds.length) : "") ?? [];
    if (!at || Number(at) < Number(gone)) left.set(each, file);
    else if (at !== gone) left.set(`${rounds}${Number(at) - 1}${rest}`, file);
  }
  return left;
}

/** @param {Map<number, Event>} theirs @param {Map<number, Event>} ours */
function firstDifference(theirs, ours) {
  for (const [seq, event] of [...ours].sort(([a], [b]) => a - b)) {
    const other = theirs.get(seq);
    if (other && !sameEvent(event, other)) return seq;
  }
  return Infinity;
}

/** @param {Event} a @param {Event} b */
function sameEvent(a, b) {
  return a.kind === b.kind && (a.path ?? "") === (b.path ?? "") && told(a.value) === told(b.value);
}

/** The same whatever the order of the keys, which a disk or a server may change. @param {any} value */
function told(value) {
  return JSON.stringify(value ?? null, (_key, part) => (part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}
