/** @file Starts the call desk on a page that carries `<div id="call">` and its JSON. */

import { CallDesk } from "./desk.js";

const root = document.getElementById("call");
const boot = document.getElementById("call-boot");
if (root && boot) void new CallDesk(root, JSON.parse(boot.textContent ?? "{}")).start();
