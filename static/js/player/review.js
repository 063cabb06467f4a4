/** @file An interview that the review has asked about: only that, and what an answer to it brings up or makes wrong, can be changed. */

import { Interview } from "../interview/state.js";
import { END } from "./player.js";

export { reasonBox } from "./reason.js";

/** @typedef {import("./player.js").Player} Player @typedef {import("../interview/instance.js").Slot} Slot @typedef {import("../interview/state.js").Event} Event */

/** @param {Player} player who has replayed the events @param {Event[]} events @returns {Review | null} null if nothing was asked since the last finish */
export function reviewOf(player, events) {
  const since = events.map((event) => event.kind).lastIndexOf("finish") + 1;
  const asked = events.slice(since).filter((event) => event.kind === "asked").map((event) => event.path ?? "");
  return asked.length ? new Review(player, events.slice(0, since), new Set(asked)) : null;
}

export class Review {
  /** @param {Player} player @param {Event[]} before what was handed in @param {Set<string>} asked paths of the items in question */
  constructor(player, before, asked) {
    this.player = player;
    const handedIn = new Interview(player.boot.package);
    for (const event of before) handedIn.apply(event);
    /** what stays as it was handed in @type {Set<string>} */
    this.settled = new Set([...handedIn.visible()].map((slot) => slot.path).filter((path) => !asked.has(path)));
    this.unsettle(player.run.problems());
  }

  /** What cannot stay as it is opens, and stays open. @param {import("../interview/validate.js").AnswerProblem[]} problems */
  unsettle(problems) {
    for (const problem of problems) if (problem.blocks) this.settled.delete(problem.path);
  }

  /** Where something is still to be answered, else the end. @param {string[]} ahead */
  next(ahead) {
    const open = new Set(this.player.way.legs.filter((leg) => leg.blocking).map((leg) => leg.section.node.key));
    return ahead.find((key) => open.has(key)) ?? END;
  }

  /** Answers a question of the review: it is as it was said. @param {Slot} slot @param {string} reason */
  uphold(slot, reason) {
    const { player } = this;
    player.comment(slot, reason);
    if (slot.missing) player.act("missing", slot.path, slot.missing);
    else player.act("answer", slot.path, slot.answer ?? null);
  }
}
