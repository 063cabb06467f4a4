/** @file Building the page by DOM calls: never from strings. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element. `on` holds listeners, `class` and `text` do what they say, booleans set or leave out attributes.
 * @param {string} tag @param {Record<string, any>} [props] @param {...(Child | Child[])} children @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(.../** @type {any[]} */ (children.flat().filter((child) => child !== null && child !== undefined && child !== false)));
  return element;
}

/** @param {HTMLElement} element @param {string} name @param {any} value */
function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") for (const [kind, listener] of Object.entries(value)) element.addEventListener(kind, listener);
  else if (name === "text") element.textContent = value;
  else if (name === "data") for (const [key, one] of Object.entries(value)) { if (one !== undefined) element.dataset[key] = one; }
  else element.setAttribute(name, value === true ? "" : String(value));
}

const SVG = "http://www.w3.org/2000/svg";
let sprite = "";

/** @param {string} url of the icon sprite */
export function useIcons(url) {
  sprite = url;
}

/** A decorative icon: the words beside it carry the meaning. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

let lastId = 0;

/** @param {string} prefix */
export function freshId(prefix) {
  return `${prefix}-${++lastId}`;
}

/** Changes a text only where it differs: a live region must not repeat itself. @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Makes the children of `parent` exactly `wanted`, moving as little as possible, so that focus stays. @param {Element} parent @param {Element[]} wanted */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of wanted) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/** @param {EventTarget | null} target whether keys typed there are text */
export function takesText(target) {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !["radio", "checkbox", "button", "submit", "file", "range"].includes(target.type);
}
