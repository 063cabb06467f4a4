/** @file Why the browser does not telephone, and what helps: in words. */

import { t } from "./texts.js";

/** @type {Record<string, () => [string, string]>} code of a `PhoneFault` → what is wrong, what to do */
const WORDS = {
  unsupported: () => [t("This browser cannot telephone here"), t("Use a current Chrome, Edge, Firefox or Safari, and the https address of this page.")],
  refused: () => [t("The browser does not let this page hear your microphone"), t("Allow the microphone by the sign beside the address, then try again.")],
  missing: () => [t("There is no microphone"), t("Plug in your headset, then try again.")],
  silent: () => [t("The microphone does not work"), t("Another program may be using it: close that one or plug the headset in anew, then try again.")],
  key: () => [t("You were given no key to telephone with"), t("Try again in a moment. If that does not help, tell your office: “mystery doctor” says what is not set up.")],
  network: () => [t("The telephone exchange is not reached"), t("Check your connection; a firewall may keep calls from leaving.")],
  ended: () => [t("The telephone exchange has ended the call at once"), t("The wave may have been stopped. If not, dial in another way.")],
  other: () => [t("The browser could not make the call"), t("Try again, or dial in another way.")],
};

/** @param {string} code @returns {[string, string]} */
export const faultWords = (code) => (WORDS[code] ?? WORDS.other)();
