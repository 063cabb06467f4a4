/** @file Starts the app on the tablet on the page that carries `<div id="tablet">` and its boot JSON. */

import { App } from "./app.js";

const root = /** @type {HTMLElement} */ (document.getElementById("tablet"));
const boot = JSON.parse(document.getElementById("tablet-boot")?.textContent ?? "{}");
void new App(root, boot).start();
