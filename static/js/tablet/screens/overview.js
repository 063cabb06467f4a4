/** @file A screen over all visits of the tester, drawn again whenever something of them changes. */

import { h } from "../../player/dom.js";
import { entriesOf } from "../day.js";
import { today } from "../formats.js";
import { heading, redraw } from "../pieces.js";

/** @typedef {import("../app.js").App} App @typedef {import("../day.js").Entry} Entry */
/** @typedef {{ entries: Entry[], promises: import("../../sync/promises.js").Clock[], storage: any, message: any, finished: number | null, now: number }} Seen `message` from the office; `finished`: how many visits of the tester it has; `now` by the server's clock */

/** @param {App} app @param {string} title @param {(app: App, seen: Seen) => any[]} parts @returns {Promise<import("../app.js").Screen>} */
export async function overview(app, title, parts) {
  const box = h("div", { class: "stack stack-wide" });
  const element = h("div", { class: "stack" }, heading(title, { eyebrow: today() }), box);
  const refresh = async () => {
    const { session } = app;
    if (!session) return;
    const [entries, promises, storage, { message, finished = null, skewMs = 0 }] = await Promise.all([entriesOf(session), session.promises.all(), session.storage(), session.contact()]);
    if (session === app.session) redraw(box, ...parts(app, { entries, promises, storage, message, finished, now: Date.now() + skewMs }));
  };
  await refresh();
  return { element, title, refresh };
}
