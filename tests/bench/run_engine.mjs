/** @file One benchmark in Node: a JSON request on stdin, a JSON reply on stdout. */

import { readFileSync } from "node:fs";
import { ACTIONS } from "./engine.mjs";

const { action, input } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(ACTIONS[action](input)));
