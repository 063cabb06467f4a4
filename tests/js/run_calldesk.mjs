/** @file The call desk's reckoning, in Node: one reply per line. */

import { derived, merged, nextOf, pressed, runningSpan, timingsOf } from "../../static/js/calldesk/phases.js";
import { instantOf, understand } from "../../static/js/calldesk/when.js";
import { serve } from "./lines.mjs";

function call({ presses, now, theirs = {}, measured = [] }) {
  const marks = presses.reduce((marks, [phase, second]) => pressed(marks, phase, second * 1000), []);
  const timings = merged(timingsOf(marks, now * 1000), theirs, measured);
  return { timings, ...derived(marks, timings), next: nextOf(marks), running: runningSpan(marks) };
}

const when = ({ typed, now, zone }) => understand(typed, Date.parse(now), zone);
const instant = ({ local, zone }) => new Date(instantOf(local, zone)).toISOString();

const CALLS = { call, when, instant };

await serve((request) => {
  try {
    return { result: CALLS[request.action](request) };
  } catch (error) {
    return { error: String(error), stack: error.stack };
  }
});
