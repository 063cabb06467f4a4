/** @file One process for many requests: a JSON request per line on stdin, a JSON reply per line on stdout. */

import { createInterface } from "node:readline";

/** @param {(request: any) => {result: any} | {error: string, stack: string}} answer */
export async function serve(answer) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
  }
}
