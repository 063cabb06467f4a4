/** @file Drives the player in the page: answers what is visible, page after page, and takes the times. */

const VALUES = { integer: "7", decimal: "120", text: "Berg", date: "2026-11-20" };

/** After the next frame was painted. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

/** @param {HTMLElement} item @returns {(() => void) | null} one answer, as a hand gives it */
function answerOf(item) {
  const { type = "" } = item.dataset;
  if (type === "select_one" || type === "acknowledge" || type === "select_multiple") {
    const input = item.querySelector("input[type=radio]:not(:checked), input[type=checkbox]:not(:checked)");
    return input instanceof HTMLInputElement ? () => input.click() : null;
  }
  const input = item.querySelector(".item-body input");
  if (!(input instanceof HTMLInputElement) || !VALUES[type] || input.value) return null;
  return () => {
    input.value = VALUES[type];
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
}

/** @param {HTMLElement} item */
async function timed(item) {
  const act = answerOf(item);
  if (!act) return null;
  const started = performance.now();
  act();
  document.body.getBoundingClientRect(); // styles and layout, so that only painting is left
  const handled = performance.now() - started;
  await painted();
  return { handled, painted: performance.now() - started };
}

/** @param {number} pages */
export async function answering(pages) {
  const handled = [];
  const shown = [];
  const turned = [];
  for (let page = 0; page < pages; page++) {
    const done = new Set();
    for (let item; (item = [...document.querySelectorAll(".page .item")].find((one) => !done.has(one))); ) {
      done.add(item);
      const times = await timed(item);
      if (times) handled.push(times.handled), shown.push(times.painted);
    }
    const next = document.querySelector(".player-foot .button-primary");
    const started = performance.now();
    next.click();
    document.body.getBoundingClientRect();
    turned.push(performance.now() - started);
    await painted();
  }
  return { handled, painted: shown, turned };
}
