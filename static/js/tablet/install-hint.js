/** @file How the app comes to the home screen, where it does not stand there yet. */

import { t } from "../player/texts.js";
import { button, callout } from "./pieces.js";

/** @param {import("./app.js").App} app @returns {HTMLElement[]} */
export function installHint({ install }) {
  if (install.isInstalled) return [];
  const title = t("Put the app on the home screen");
  if (install.offer) return [callout("info", title, t("Then it opens like any other app and keeps your work for sure."), [button(t("Install"), () => install.ask(), { sign: "download", key: "install" })])];
  if (install.isByHand) return [callout("caution", title, t("In Safari tap the share sign, then “Add to Home Screen”. Otherwise the tablet may clear unsent work after seven days."))];
  return [];
}
