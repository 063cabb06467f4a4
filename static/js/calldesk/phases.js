/** @file The stopwatch of a call: marks pressed one after the other, and the seconds they come to. Pure. */

/** @typedef {"dialled" | "ring" | "answered" | "ivr" | "queue" | "human" | "hold" | "back" | "transfer" | "ended"} Phase */
/** @typedef {{ phase: Phase, at: number }} Mark milliseconds */
/** @typedef {Record<string, number>} Timings seconds by ring, ivr, queue, talk, hold, transfer, total */

/** The buttons, in the order of their keys 1 to 8. @type {Phase[]} */
export const PRESSED = ["ring", "ivr", "queue", "human", "hold", "back", "transfer", "ended"];

/** What may follow. @type {Record<Phase | "", Phase[]>} */
const NEXT = {
  "": [],
  dialled: ["ring", "ivr", "queue", "human", "ended"],
  ring: ["ivr", "queue", "human", "ended"],
  answered: ["ivr", "queue", "human", "ended"],
  ivr: ["ring", "queue", "human", "ended"],
  queue: ["ring", "ivr", "human", "ended"],
  human: ["hold", "transfer", "ended"],
  hold: ["back", "transfer", "ended"],
  back: ["hold", "transfer", "ended"],
  transfer: ["ring", "ivr", "queue", "human", "hold", "ended"],
  ended: [],
};

/** Into which span a phase counts. @type {Record<string, string>} */
const SPAN = { ring: "ring", ivr: "ivr", queue: "queue", human: "talk", back: "talk", hold: "hold", transfer: "transfer" };
/** Waiting after somebody was there already belongs to the transfer, not to the way to the first human. */
const WAITING = new Set(["ring", "ivr", "queue"]);

/** @param {Mark[]} marks @returns {Phase | ""} */
export const phaseOf = (marks) => marks.at(-1)?.phase ?? "";

/** @param {Mark[]} marks @returns {Phase[]} */
export const nextOf = (marks) => NEXT[phaseOf(marks)];

/** The marks with one more. Who says after the pick-up what it was, says so of the whole time since. @param {Mark[]} marks @param {Phase} phase @param {number} at */
export function pressed(marks, phase, at) {
  const last = marks.at(-1);
  if (last?.phase !== "answered" || phase === "ended") return [...marks, { phase, at }];
  return [...marks.slice(0, -1), { phase, at: last.at }];
}

/** @param {Mark[]} marks @param {number} now @returns {Timings} */
export function timingsOf(marks, now) {
  if (!marks.length) return {};
  /** @type {Timings} */
  const spans = {};
  let metHuman = false;
  const rang = marks.some(({ phase }) => phase === "ring");
  marks.forEach(({ phase, at }, index) => {
    metHuman ||= phase === "human";
    const span = phase === "dialled" && !rang ? "ring" : metHuman && WAITING.has(phase) ? "transfer" : SPAN[phase];
    const seconds = ((marks[index + 1]?.at ?? now) - at) / 1000;
    if (span && phase !== "ended") spans[span] = (spans[span] ?? 0) + Math.max(0, seconds);
  });
  const end = phaseOf(marks) === "ended" ? /** @type {Mark} */ (marks.at(-1)).at : now;
  spans.total = Math.max(0, (end - marks[0].at) / 1000);
  return Object.fromEntries(Object.entries(spans).map(([name, seconds]) => [name, Math.round(seconds * 10) / 10]));
}

/** What telephony measured replaces what a thumb did. @param {Timings} own @param {Timings} theirs @param {string[]} measured */
export function merged(own, theirs, measured) {
  return { ...own, ...Object.fromEntries(measured.filter((name) => name in theirs).map((name) => [name, theirs[name]])) };
}

/** The span that runs now: it is not over, and so not yet an answer. @param {Mark[]} marks */
export function runningSpan(marks) {
  const phase = phaseOf(marks);
  if (phase === "dialled") return "ring";
  return WAITING.has(phase) && marks.some((mark) => mark.phase === "human") ? "transfer" : SPAN[phase] ?? "";
}

/** What the bar shows: undefined where it cannot be said yet. @param {Mark[]} marks @param {Timings} timings */
export function derived(marks, timings) {
  const isPast = (/** @type {Phase[]} */ ...phases) => marks.some(({ phase }) => phases.includes(phase));
  const wasAnswered = isPast("answered", "ivr", "queue", "human");
  const { ring = 0, ivr = 0, queue = 0, talk = 0, hold = 0, transfer = 0 } = timings;
  const spoken = talk + hold + transfer;
  return {
    toAnswer: wasAnswered ? ring : undefined,
    toHuman: isPast("human") ? ring + ivr + queue : undefined,
    onHold: spoken ? hold / spoken : undefined,
  };
}

/** @param {Mark[]} marks */
export const transfersIn = (marks) => marks.filter(({ phase }) => phase === "transfer").length;
