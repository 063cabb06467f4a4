/** @file One process for many requests: a JSON request per line on stdin, a JSON reply per line on stdout. */

import { createInterface } from "node:readline";

/** @typedef {{ result: any } | { error: string, stack: string }} Reply @param {(request: any) => Reply | Promise<Reply>} answer */
export async function serve(answer) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
}
