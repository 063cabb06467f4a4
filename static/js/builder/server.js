/** @file What the builder asks the server besides saving. */

export class Server {
  /** @param {any} boot */
  constructor({ urls, csrf }) {
    this.urls = urls;
    this.csrf = csrf;
    /** @type {Promise<any[]> | null} */
    this.known = null;
  }

  /** @param {string} url @param {string} method @param {any} [body] @returns {Promise<any>} null where it fails */
  async #ask(url, method, body) {
    try {
      const headers = { Accept: "application/json", ...(method === "GET" ? {} : { "Content-Type": "application/json", "X-CSRFToken": this.csrf }) };
      const response = await fetch(url, { method, credentials: "same-origin", headers, body: body === undefined ? undefined : JSON.stringify(body) });
      if (!response.ok) return null;
      return response.status === 204 ? {} : await response.json();
    } catch {
      return null;
    }
  }

  /** Types, functions and appearances in the language of the page. */
  words = async () => (this.urls.language && (await this.#ask(this.urls.language, "GET"))) || {};

  /** @param {string} expr @param {string} id @param {string} key @param {any} content where not all of it is saved yet */
  evaluate = (expr, id, key, content) => this.#ask(this.urls.evaluate, "POST", { expr, id, key, content });

  /** Whether others have saved since a revision. @param {number} revision @returns {Promise<boolean>} */
  hasNewer = async (revision) => ((this.urls.events && (await this.#ask(`${this.urls.events}?after=${revision}`, "GET")))?.revision ?? 0) > revision;

  /** A picture, sound or film for the draft. @param {File} file @returns {Promise<{ files?: Record<string, any>, detail?: string }>} all files that are there now, or why not */
  async bring(file) {
    const body = new FormData();
    body.append("files", file);
    try {
      const response = await fetch(this.urls.files, { method: "POST", credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": this.csrf }, body });
      const reply = await response.json();
      return response.ok ? reply : { detail: reply.detail ?? reply.title };
    } catch {
      return {};
    }
  }

  /** @returns {Promise<any[]>} */
  async blocks() {
    this.known ??= this.#ask(this.urls.blocks, "GET");
    return (await this.known) ?? [];
  }

  /** @param {any} block @returns {Promise<boolean>} */
  async saveBlock(block) {
    this.known = null;
    return (await this.#ask(this.urls.blocks, "POST", block)) !== null;
  }

  /** @param {string} id @returns {Promise<boolean>} */
  async deleteBlock(id) {
    this.known = null;
    return (await this.#ask(`${this.urls.blocks.replace(/\/$/, "")}/${id}`, "DELETE")) !== null;
  }
}
