/** @file Runs the interview engine in Node: one JSON request on stdin, one JSON reply on stdout. */

import { readFileSync } from "node:fs";
import { answer } from "./actions.mjs";

const requests = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(requests.map(answer)));
