/** @file A stopwatch: it runs on while other pages are open, and over a reload. */

import { h, icon, setText } from "../dom.js";
import { t } from "../texts.js";

/** @typedef {{ seconds: number, started_at?: string, stopped_at?: string, laps?: number[], measured?: boolean }} Span measured: by the telephone, not by a thumb */

/** @param {any} value @returns {value is Span} */
export function isRunning(value) {
  return Boolean(value && typeof value === "object" && value.started_at && !value.stopped_at);
}

/** @param {any} value @param {number} now milliseconds @returns {number} seconds so far */
export function secondsOf(value, now) {
  if (typeof value === "number") return value;
  if (!value || typeof value !== "object") return 0;
  return isRunning(value) ? Math.max(0, (now - Date.parse(/** @type {string} */ (value.started_at))) / 1000) : Number(value.seconds ?? 0);
}

/** @param {number} seconds @returns {string} 1:02:03 or 2:03 */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  const pad = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return `${hours ? `${hours}:${pad(Math.floor(whole / 60) % 60)}` : Math.floor(whole / 60)}:${pad(whole % 60)}`;
}

const tenth = (/** @type {number} */ seconds) => Math.round(seconds * 10) / 10;

/** What the three buttons do to a span. @param {any} value @param {number} now @param {"start" | "stop" | "lap"} act @returns {Span} */
export function turned(value, now, act) {
  const seconds = tenth(secondsOf(value, now));
  const laps = value?.laps ?? [];
  if (act === "start") return { seconds: 0, started_at: new Date(now).toISOString(), laps: [] };
  if (act === "lap") return { ...value, seconds, laps: [...laps, seconds] };
  return { ...value, seconds, stopped_at: new Date(now).toISOString(), laps };
}

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const shown = h("output", { class: "timer-clock" });
  const button = (/** @type {"start" | "stop" | "lap"} */ act, /** @type {string} */ sign) =>
    h("button", { type: "button", class: `button button-secondary timer-${act}`, on: { click: () => view.answer(turned(view.slot.value, Date.now(), act)) } }, icon(sign), h("span", {}));
  const [start, stop, lap] = [button("start", "play"), button("stop", "pause"), button("lap", "flag")];
  const laps = h("ol", { class: "timer-laps" });
  const measured = h("span", { class: "timer-measured" });
  return {
    element: h("div", { class: "widget-timer" }, shown, measured, start, stop, lap, laps),
    update: ({ value, missing }) => {
      const runs = isRunning(value) && !missing;
      setText(shown, clock(secondsOf(missing ? 0 : value, Date.now())));
      setText(measured, value?.measured && !missing ? t("measured") : "");
      setText(start.lastElementChild, value ? t("Start again") : t("Start"));
      setText(stop.lastElementChild, t("Stop"));
      setText(lap.lastElementChild, t("Lap"));
      const hadFocus = document.activeElement === start || document.activeElement === stop;
      start.hidden = runs;
      stop.hidden = lap.hidden = !runs;
      if (hadFocus) (runs ? stop : start).focus();
      for (const one of [start, stop, lap]) one.disabled = view.locked;
      const taken = /** @type {Span} */ (value)?.laps ?? [];
      laps.replaceChildren(...taken.map((seconds) => h("li", { text: clock(seconds) })));
    },
    // Where a dial bar keeps the time, Enter goes on and starts nothing.
    focus: () => (view.player.boot.dialBar ? view.element : start.hidden ? stop : start).focus(),
  };
}
