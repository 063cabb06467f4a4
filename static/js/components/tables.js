/** Tables with tick boxes: all at once, a range with Shift, and the bar that acts on what is ticked. */

export function startTables() {
  for (const table of document.querySelectorAll("[data-select-rows]")) {
    if (table instanceof HTMLTableElement) selectRows(table);
  }
}

/** @param {HTMLTableElement} table */
function selectRows(table) {
  const all = table.querySelector("[data-select-all]");
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox][name=selected]")].filter(
    (box) => box instanceof HTMLInputElement,
  );
  let last = -1;
  for (const [index, box] of boxes.entries()) {
    box.addEventListener("click", (event) => {
      if (event instanceof MouseEvent && event.shiftKey && last >= 0) {
        const [from, to] = [Math.min(last, index), Math.max(last, index)];
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = index;
      show();
    });
  }
  all?.addEventListener("click", () => {
    if (all instanceof HTMLInputElement) for (const box of boxes) box.checked = all.checked;
    show();
  });

  function show() {
    const ticked = boxes.filter((box) => box.checked).length;
    if (all instanceof HTMLInputElement) {
      all.checked = ticked === boxes.length && ticked > 0;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    showBulkBar(table, ticked);
  }
  show();
}

/** @param {HTMLTableElement} table @param {number} ticked */
function showBulkBar(table, ticked) {
  const bar = table.closest("form")?.querySelector("[data-bulk]");
  if (!(bar instanceof HTMLElement)) return;
  bar.hidden = ticked === 0;
  const count = bar.querySelector("[data-bulk-count]");
  if (count) count.textContent = String(ticked);
}
