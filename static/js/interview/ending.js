/** @file Promises: what was said in the interview, and how it ended later. The twin of mystery/interview/ending.py. */

const ENDINGS = ["kept", "broken", "void"];

/** An answer as its giver may give it: that a promise was kept is nothing a tester can say beforehand. @param {import("./form.js").Node} node @param {any} answer @returns {any} */
export function said(node, answer) {
  if (node.type !== "promise" || !isObject(answer)) return answer;
  return Object.fromEntries(["what", "by"].filter((name) => name in answer).map((name) => [name, answer[name]]));
}

/** `ended`, `kept_at`, `hours` of a closed promise; null while it runs. @param {any} value @returns {Record<string, any> | null} */
export function endingOf(value) {
  if (!isObject(value) || !ENDINGS.includes(value.ended)) return null;
  return {
    ended: value.ended,
    ...(typeof value.kept_at === "string" ? { kept_at: value.kept_at } : {}),
    ...(typeof value.hours === "number" ? { hours: value.hours } : {}),
  };
}

/** @param {any} value */
export const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
