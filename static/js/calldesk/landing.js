/** @file The spans of the call land in the items of the interview that ask for them: nobody enters them twice. */

import { isSelect } from "../interview/types.js";
import { isBlank } from "../interview/values.js";
import { transfersIn } from "./phases.js";

/** @typedef {import("../player/player.js").Player} Player @typedef {import("./call.js").Call} Call */

/** @type {Record<string, string>} a span → the timer of a questionnaire that holds it */
export const TIMERS = { ring: "ring_time", ivr: "ivr_time", queue: "queue_time", talk: "talk_time", hold: "hold_time", transfer: "transfer_time" };

/** Each span that is over, and what else the call says by itself. @param {Player} player @param {Call} call @param {number} attempts made so far, with this one */
export function land(player, call, attempts) {
  const { timings, running } = call;
  for (const [span, name] of Object.entries(TIMERS)) {
    const slot = slotOf(player, name, "timer");
    if (!slot || timings[span] === undefined || (span === running && !call.isOver) || slot.missing || !isOurs(slot.answer, call.id)) continue;
    player.answer(slot, { seconds: timings[span], measured: call.isMeasured(span), attempt: call.id });
  }
  if (call.hasMet) fill(player, "reached", "human");
  if (call.hasMet && attempts > 1) fill(player, "attempts", attempts, 1);
  const transfers = transfersIn(call.marks);
  if (transfers) fill(player, "transfers", transfers, 0, transfers - 1);
}

/** A person's own stopwatch is theirs, and what an earlier attempt has timed stays: the interview is one over all of them. @param {any} value @param {string} attempt */
function isOurs(value, attempt) {
  return value === null || value === undefined || value.attempt === attempt;
}

/** @param {Player} player @param {string} name @param {any} value @param {...any} before what may be replaced, beside nothing */
function fill(player, name, value, ...before) {
  const slot = slotOf(player, name);
  if (!slot || slot.missing || !(isBlank(slot.value) || before.includes(slot.value))) return;
  if (!isSelect(slot.node) || player.run.form.choiceByName(slot.node, value)) player.answer(slot, value);
}

/** Whether the respondent does not want to be asked: the item `consent` says so. @param {Player} player */
export const isRefused = (player) => slotOf(player, "consent")?.value === "no";

/** @param {Player} player @param {string} name @param {string} [type] */
function slotOf(player, name, type) {
  const node = player.run.form.pack.nodes.find((/** @type {any} */ one) => one.name === name && (!type || one.type === type));
  const slot = node ? player.run.root.slots.get(node.key) : undefined;
  return slot && !slot.readonly && !player.isSettled(slot) ? slot : undefined;
}
