/** @file A screen over all visits of the tester, drawn again whenever something of them changes. */

import { h } from "../../player/dom.js";
import { entriesOf } from "../day.js";
import { today } from "../formats.js";
import { heading, redraw } from "../pieces.js";

/** @typedef {import("../app.js").App} App @typedef {import("../day.js").Entry} Entry */

/** @param {App} app @param {string} title @param {(app: App, entries: Entry[], storage: any, message: any) => any[]} parts @returns {Promise<import("../app.js").Screen>} */
export async function overview(app, title, parts) {
  const box = h("div", { class: "stack stack-wide" });
  const element = h("div", { class: "stack" }, heading(title, { eyebrow: today() }), box);
  const refresh = async () => {
    const { session } = app;
    if (!session) return;
    const [entries, storage, { message }] = await Promise.all([entriesOf(session), session.storage(), session.contact()]);
    if (session === app.session) redraw(box, ...parts(app, entries, storage, message));
  };
  await refresh();
  return { element, title, refresh };
}
