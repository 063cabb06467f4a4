/** @file What a perfect visit and the test cases come to, in words. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { textIn } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {{ total: string | null, grade: string, mark: string | null, flags?: string[] }} Worth */

/** @param {Builder} app @param {Worth} worth */
function words(app, { total, grade, mark }) {
  if (total === null) return t("not scorable");
  const number = new Intl.NumberFormat(app.boot.language, { maximumFractionDigits: 2 });
  const found = (app.draft.content.scheme?.grades ?? []).find((/** @type {any[]} */ one) => one[1] === grade);
  const parts = [mark === null ? "" : t("mark {mark}", { mark: number.format(Number(mark)) }), `${number.format(Number(total))} %`, textIn(found?.[2], app.language) || grade];
  return parts.filter(Boolean).join(" · ");
}

/** @param {Builder} app @returns {HTMLElement[]} */
export function worthLines(app) {
  const { perfect, examples = {} } = app.state.scores ?? {};
  if (!perfect) return [h("p", { class: "muted", text: t("What visits come to is shown as soon as there are no errors and something counts.") })];
  const isShort = Number(perfect.total) < 100;
  const lines = app.draft.content.examples.filter((example) => examples[example.id]).map((example) => h("li", {}, h("span", { text: example.name || t("Test case") }), h("strong", { text: words(app, examples[example.id]) })));
  return [
    h("p", { class: "score-perfect" }, icon("target"), h("span", { text: t("A perfect visit scores {score}", { score: words(app, perfect) }) })),
    isShort ? h("p", { class: "field-hint", text: t("Less than 100 %: for some item no answer earns the full value.") }) : null,
    lines.length ? h("ul", { class: "score-cases", role: "list", "aria-label": t("Test cases") }, ...lines) : h("p", { class: "small muted", text: t("Test cases show here what they score.") }),
  ].filter((line) => line !== null);
}
