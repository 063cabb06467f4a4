/** The live board: asks every three seconds whether anything has changed, and then replaces only what has. */

/** @typedef {{ text: string, href: string, tone: string, since: string }} Cell */
/** @typedef {{ key: string, columns: { label: string, numeric: boolean }[], rows: Cell[][] }} Panel */
/** @typedef {{ key: string, value: string, tone: string }} Figure */
/** @typedef {{ stopped: string, figures: Figure[], panels: Panel[] }} Board */

const EVERY_MS = 3000;
const SECOND_MS = 1000;

const root = document.querySelector("[data-board]");
if (root instanceof HTMLElement) start(root);

/** @param {HTMLElement} board */
function start(board) {
  let tag = "";
  let isPaused = false;
  const pause = document.querySelector("[data-board-pause]");
  if (pause instanceof HTMLButtonElement) {
    pause.hidden = false;
    pause.addEventListener("click", () => {
      isPaused = !isPaused;
      swapLabel(pause);
      say(board, isPaused ? board.dataset.boardPaused : board.dataset.boardFresh);
    });
  }
  const ask = async () => {
    if (isPaused || document.hidden) return;
    try {
      const reply = await fetch(board.dataset.board ?? "", {
        headers: { Accept: "application/json", ...(tag && { "If-None-Match": tag }) },
        cache: "no-store",
      });
      if (reply.status === 200) {
        tag = reply.headers.get("ETag") ?? "";
        show(board, await reply.json());
      } else if (reply.status !== 304) throw new Error(String(reply.status));
      if (!isPaused) say(board, board.dataset.boardFresh);
    } catch {
      say(board, board.dataset.boardOld);
    }
  };
  window.setInterval(ask, EVERY_MS);
  window.setInterval(() => tick(board), SECOND_MS);
  document.addEventListener("visibilitychange", ask);
  tick(board);
  ask();
}

/** @param {HTMLButtonElement} button */
function swapLabel(button) {
  const label = [...button.childNodes].find((node) => node.textContent?.trim() && !(node instanceof SVGElement));
  const other = button.dataset.pausedLabel ?? "";
  button.dataset.pausedLabel = label?.textContent?.trim() ?? "";
  if (label) label.textContent = other;
}

/** Only a change is said, so that nobody hears the same words every three seconds.
 * @param {HTMLElement} board
 * @param {string | undefined} words */
function say(board, words) {
  const line = board.querySelector("[data-board-status]");
  if (line && words && line.textContent !== words) line.textContent = words;
}

/** @param {HTMLElement} board
 * @param {Board} told */
function show(board, told) {
  if (told.stopped !== board.dataset.boardStopped) {
    window.location.reload(); // somebody has stopped all calls, or let them go on: the page looks different
    return;
  }
  for (const figure of told.figures) showFigure(board, figure);
  for (const panel of told.panels) showPanel(board, panel);
  tick(board);
}

/** @param {HTMLElement} board
 * @param {Figure} figure */
function showFigure(board, figure) {
  const place = board.querySelector(`[data-figure="${CSS.escape(figure.key)}"]`);
  const value = place?.querySelector("dd > *");
  if (!place || !value) return;
  place.className = `stat stat-${figure.tone}`;
  if (value.textContent !== figure.value) value.textContent = figure.value;
}

/** @param {HTMLElement} board
 * @param {Panel} panel */
function showPanel(board, panel) {
  const place = board.querySelector(`[data-panel="${CSS.escape(panel.key)}"]`);
  const body = place?.querySelector("tbody");
  if (!place || !body) return;
  const state = JSON.stringify(panel.rows);
  if (body.dataset.state === state) return;
  body.dataset.state = state;
  hide(place.querySelector("[data-panel-empty]"), panel.rows.length > 0);
  hide(place.querySelector(".table-frame"), panel.rows.length === 0);
  const focused = document.activeElement instanceof HTMLAnchorElement ? document.activeElement.href : "";
  body.replaceChildren(...panel.rows.map((row) => rowOf(row, panel)));
  if (focused && document.activeElement === document.body) focusOn(body, focused);
}

/** @param {Element | null} element
 * @param {boolean} isHidden */
function hide(element, isHidden) {
  if (element instanceof HTMLElement) element.hidden = isHidden;
}

/** @param {HTMLElement} body
 * @param {string} href */
function focusOn(body, href) {
  for (const link of body.querySelectorAll("a")) if (link.href === href) link.focus();
}

/** @param {Cell[]} cells
 * @param {Panel} panel */
function rowOf(cells, panel) {
  const row = document.createElement("tr");
  cells.forEach((cell, index) => {
    const place = row.insertCell();
    const column = panel.columns[index];
    place.dataset.label = column?.label ?? "";
    if (column?.numeric) place.className = "numeric";
    place.append(contentOf(cell));
  });
  return row;
}

/** @param {Cell} cell
 * @returns {Node} */
function contentOf(cell) {
  if (cell.since) {
    const time = document.createElement("time");
    time.dateTime = cell.since;
    time.dataset.since = "";
    time.textContent = cell.text;
    return time;
  }
  if (!cell.href && !cell.tone) return document.createTextNode(cell.text);
  const element = document.createElement(cell.href ? "a" : "span");
  if (element instanceof HTMLAnchorElement) element.href = cell.href;
  if (cell.tone) element.className = `call-tone call-tone-${cell.tone}`;
  element.textContent = cell.text;
  return element;
}

/** Shows how long each thing has lasted.
 * @param {HTMLElement} board */
function tick(board) {
  const now = Date.now();
  for (const time of board.querySelectorAll("time[data-since]")) {
    if (time instanceof HTMLTimeElement) time.textContent = lasted(now - Date.parse(time.dateTime));
  }
}

/** 65 seconds are 1:05, an hour is 1:00:00.
 * @param {number} milliseconds */
function lasted(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND_MS));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
