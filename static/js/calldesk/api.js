/** @file Asks the server of the call desk: JSON with the session's cookie; a refusal says why in words. */

export class Refusal extends Error {
  /** @param {number} status 0 where nobody answered @param {{ code: string, text: string }[]} problems */
  constructor(status, problems) {
    super(problems.map((problem) => problem.text).join(" "));
    this.status = status;
    this.codes = problems.map((problem) => problem.code);
  }
}

export class Api {
  /** @param {string} base "/cati/api" @param {string} csrf */
  constructor(base, csrf) {
    this.base = base;
    this.csrf = csrf;
  }

  /** @param {string} path @returns {Promise<any>} */
  get(path) {
    return this.#ask("GET", path);
  }

  /** @param {string} path below the base, or an address of its own @param {Record<string, any>} [body] @returns {Promise<any>} */
  post(path, body = {}) {
    return this.#ask("POST", path, body);
  }

  /** @param {string} method @param {string} path @param {Record<string, any>} [body] */
  async #ask(method, path, body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    const address = path.startsWith("/") ? path : `${this.base}/${path}`;
    const reply = await fetch(address, { method, headers, body: body && JSON.stringify(body) }).catch(() => null);
    if (!reply) throw new Refusal(0, []);
    const told = await reply.json().catch(() => null);
    if (reply.ok) return told;
    throw new Refusal(reply.status, told?.problems ?? []);
  }
}
