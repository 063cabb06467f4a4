/** @file The keys of the call desk, and the switch that turns them off. */

import { h, icon } from "../player/dom.js";
import { shortcuts } from "../player/keyboard.js";
import { open } from "./dialogs.js";
import { t } from "./texts.js";

export function showHelp() {
  const keys = [
    ["Enter", t("call; next question; what is marked")], ["Alt+1 … Alt+8", t("ringing, voice menu, queue, person, hold, back, passed on, over")],
    ["Alt+9, Alt+0", t("number pad, or the number to a program; mute")],
    ["1 2, Enter", t("choose the options with these codes")], ["Shift+Enter", t("previous question")],
    ["F2", t("does not know")], ["F3", t("refuses")], ["F4", t("does not apply")], ["F6", t("note on the question")],
    ["F7", t("make an appointment")], ["F8", t("end the call with its outcome, on to the next case")], ["F9", t("next language of the interview")], ["PgUp, PgDn", t("back, on")], ["?, F1", t("show these keys")],
  ];
  const toggle = h("input", { type: "checkbox", checked: shortcuts.isOn, on: { change: () => (shortcuts.isOn = toggle.checked) } });
  const dialog = open(t("Keys"), [
    h("dl", { class: "keys" }, ...keys.flatMap(([key, words]) => [h("dt", {}, h("kbd", { text: key })), h("dd", { text: words })])),
    h("label", { class: "keys-switch" }, toggle, t("Use these keys; without them everything is a button")),
  ], [h("button", { type: "button", class: "button button-secondary", on: { click: () => dialog.close() } }, icon("check"), h("span", { text: t("Close") }))]);
  toggle.focus();
}
