/** @file Everything that waits, sealed, as one file: shared where the device can share files, else downloaded. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { failureOf } from "./failures.js";

/** @param {import("./app.js").App} app */
export async function saveRescue(app) {
  const blob = await app.session.rescue().catch((/** @type {any} */ error) => app.say(failureOf(error, t("The rescue file could not be made. Everything stays on this tablet; please try again."))));
  if (!blob) return undefined;
  const name = `mystery-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.rescue.txt`;
  const file = new File([blob], name, { type: "text/plain" });
  if (matchMedia("(pointer: coarse)").matches && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: t("Rescue file") });
      return app.say(t("The rescue file is shared. All of it also stays on this tablet."));
    } catch (error) {
      if (/** @type {any} */ (error).name === "AbortError") return undefined;
    }
  }
  const href = URL.createObjectURL(file);
  const link = h("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  return app.say(t("The rescue file is in your downloads. All of it also stays on this tablet."));
}
