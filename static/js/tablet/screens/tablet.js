/** @file This tablet: what it keeps, who uses it, its colours, the app's version, and the way out. */

import { Device } from "../../sync/device.js";
import { h } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { installHint } from "../install-hint.js";
import { busy, button, dialog, heading, linkTo, redraw, section } from "../pieces.js";
import { saveRescue } from "../rescue-file.js";
import { readiness } from "../watch.js";
import { waiting } from "./people.js";
import { choosePin } from "./pin.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app @returns {Promise<import("../app.js").Screen>} */
export async function tablet(app) {
  const title = t("This tablet");
  const box = h("div", { class: "stack stack-wide" });
  const element = h("div", { class: "stack" }, heading(title, { eyebrow: app.session.tester.name }), box);
  const refresh = async () => {
    const { session } = app;
    if (!session) return;
    const storage = await session.storage();
    if (session === app.session) redraw(box, ...parts(app, storage));
  };
  await refresh();
  return { element, title, refresh };
}

/** @param {App} app @param {any} storage */
function parts(app, storage) {
  const others = app.people.filter((person) => person.tester.id !== app.session.tester.id);
  return [
    section(t("What is kept here"), readiness(app, storage)), ...installHint(app),
    section(t("Colours and language"), h("div", { class: "row" }, button(t("Colours and language"), () => app.frame.openLooks(), { sign: "contrast", key: "looks" }), button(t("Discreet note"), () => app.discreet.open(), { sign: "eye-off", key: "note" }))),
    section(t("Who works here"), ...others.map((person) => h("p", {}, h("strong", { text: person.tester.name }), h("span", { class: "muted", text: ` · ${waiting(person)}` }))),
      h("div", { class: "row" }, button(t("Lock"), () => app.lock(), { sign: "lock", key: "lock" }), button(t("Change the PIN"), () => choosePin(app), { sign: "key-round", key: "pin" }), button(t("Stop for today"), () => leave(app).catch((error) => app.failed(error)), { sign: "log-out", key: "out" }), linkTo(t("Set up for another tester"), "#/enrol", { kind: "quiet", sign: "user-plus" }))),
    h("p", { class: "muted small", text: t("Version {build}", { build: app.boot.build }) }),
  ];
}

/** Nobody leaves without knowing what is still here. @param {App} app */
async function leave(app) {
  const own = (await Device.list()).find((person) => person.tester.id === app.session.tester.id);
  if (!own?.unsent) return app.lock();
  const send = button(t("Send now"), () => busy(app, send, async () => {
    await app.session.sync().catch(() => {});
    shown.close();
    await leave(app);
  }), { kind: "primary", sign: "send" });
  const keep = button(t("Keep it sealed here"), () => {
    shown.close();
    void app.lock();
  }, { sign: "lock" });
  const file = button(t("Rescue file"), () => busy(app, file, () => saveRescue(app)), { sign: "download" });
  const text = own.unsent === 1 ? t("One thing has not been sent yet.") : t("{count} things have not been sent yet.", { count: own.unsent });
  const shown = dialog(t("Not everything has arrived yet"), [h("p", { text }), h("p", { text: t("It stays sealed on this tablet and is sent as soon as the app is open and there is a connection, whoever works then.") })], [file, keep, send]);
  return undefined;
}
