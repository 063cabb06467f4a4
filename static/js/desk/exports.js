/** Exports under way: asks every two seconds how far they are, and loads the page again when one is ready. */

const EVERY_MS = 2000;

const root = document.querySelector("[data-exports]");
if (root instanceof HTMLElement && root.querySelector("[data-export]")) start(root);

/** @param {HTMLElement} list */
function start(list) {
  const asking = window.setInterval(async () => {
    if (document.hidden) return;
    try {
      const reply = await fetch(list.dataset.exports ?? "", { headers: { Accept: "application/json" }, cache: "no-store" });
      if (!reply.ok) throw new Error(String(reply.status));
      if (show(list, await reply.json())) return;
      window.clearInterval(asking);
      window.location.reload();
    } catch {
      // the network may come back; until then the page says what it knew last
    }
  }, EVERY_MS);
}

/** Whether all that the page shows as under way still is.
 * @param {HTMLElement} list
 * @param {Record<string, number>} told percent by export */
function show(list, told) {
  const lines = [...list.querySelectorAll("[data-export]")].filter((line) => line instanceof HTMLElement);
  for (const line of lines) {
    const percent = told[line.dataset.export ?? ""];
    if (percent === undefined) return false;
    const words = (list.dataset.exportsWords ?? "").replace("{percent}", String(percent));
    if (line.textContent !== words) line.textContent = words;
  }
  return true;
}
