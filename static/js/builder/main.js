/** @file Starts the builder on a page that carries `<main id="builder">` and the boot JSON. The contract: docs/builder.md. */

import { useIcons } from "../player/dom.js";
import { speak, t, useTexts } from "../player/texts.js";
import { Builder } from "./builder.js";
import { announce, startMessages } from "./dialogs.js";

/** @param {HTMLElement} root @param {any} boot @returns {Builder} */
export function build(root, boot) {
  useTexts(boot.texts);
  useIcons(boot.urls?.icons ?? "");
  speak(boot.language);
  startMessages(document.body);
  const app = new Builder(root, boot);
  if (app.mayEdit && app.saver.restore()) announce(t("What could not be sent before is being sent now."));
  return app;
}

const root = document.getElementById("builder");
const boot = document.getElementById("boot");
if (root && boot) build(root, JSON.parse(boot.textContent ?? "{}"));
