/** @file While a finger or the mouse is down nothing moves: the tap would land beside what was meant, and be lost. */

/** A press that was released and has brought no click by then brings none. */
const NO_CLICK_MS = 150;
/** Longer than this nothing waits: the browser does not tell of every release. */
const LONGEST_MS = 1000;

/** @type {(() => void)[]} */
const waiting = [];
let isDown = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let latest;

function release() {
  clearTimeout(latest);
  isDown = false;
  for (const act of waiting.splice(0)) act();
}

/** @param {number} ms */
function releaseIn(ms) {
  clearTimeout(latest);
  latest = setTimeout(release, ms);
}

function press() {
  isDown = true;
  releaseIn(LONGEST_MS);
}

addEventListener("pointerdown", press, true);
addEventListener("pointerup", () => releaseIn(NO_CLICK_MS), true);
// Captured at the window: what waited is drawn before anything answers the click, whose target is fixed by now.
for (const kind of ["click", "pointercancel", "keydown"]) addEventListener(kind, release, true);

/** Does what may move the page: at once, or when the press that is under way has become a click. @param {() => void} act */
export function whenStill(act) {
  if (isDown) waiting.push(act);
  else act();
}
