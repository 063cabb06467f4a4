/** @file The app itself: kept for work without a connection, and changed for a newer one only when the tester says so. */

/** How often a tablet that stays open looks for a newer app. */
const LOOK_MS = 30 * 60 * 1000;
/** How long a newer app may think about taking over. */
const PATIENCE_MS = 5000;

export class Update extends EventTarget {
  /** @param {{ worker: string, page: string, listing: string }} urls @param {() => boolean} hasDraft whether this page shows an open draft */
  constructor(urls, hasDraft) {
    super();
    this.urls = urls;
    this.hasDraft = hasDraft;
    /** the build of this very page */
    this.build = "";
    /** @type {ServiceWorkerRegistration | null} */
    this.registration = null;
    this.isWanted = false;
  }

  get workers() {
    return this.urls.worker ? navigator.serviceWorker : undefined;
  }

  /** Whether a newer app waits. */
  get isReady() {
    return Boolean(this.registration?.waiting);
  }

  /** Whether the app starts without a connection. */
  get isKept() {
    return Boolean(this.registration?.active);
  }

  async start() {
    if (!this.workers) return;
    this.workers.addEventListener("message", (event) => this.#answer(event));
    this.workers.startMessages();
    this.workers.addEventListener("controllerchange", () => {
      if (this.isWanted) location.reload();
    });
    try {
      this.registration = (await this.workers.register(this.urls.worker, { scope: this.urls.page, updateViaCache: "none" })) ?? null;
    } catch {
      return; // Without a worker the app works as long as there is a connection, and says so.
    }
    if (!this.registration) return;
    this.#follow(this.registration.installing);
    this.registration.addEventListener("updatefound", () => this.#follow(this.registration?.installing ?? null));
    this.registration.active?.postMessage({ kind: "tidy" });
    setInterval(() => void this.look(), LOOK_MS);
    this.#tell();
  }

  /** @param {ServiceWorker | null} worker */
  #follow(worker) {
    worker?.addEventListener("statechange", () => this.#tell());
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }

  /** @param {MessageEvent} event */
  #answer({ data, ports }) {
    if (data?.kind === "who") ports[0].postMessage({ build: this.build, draft: this.hasDraft() });
  }

  async look() {
    await this.registration?.update().catch(() => {});
  }

  /** The page comes anew where it is taken. @returns {Promise<"taken" | "draft" | "silent">} `draft`: one is open in another window */
  async take() {
    const waiting = this.registration?.waiting;
    if (!waiting) return "silent";
    this.isWanted = true;
    const { port1, port2 } = new MessageChannel();
    const reply = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data.taken ? "taken" : "draft");
      setTimeout(() => resolve("silent"), PATIENCE_MS);
    });
    waiting.postMessage({ kind: "take-over" }, [port2]);
    const answer = await reply;
    this.isWanted = answer === "taken";
    return answer;
  }
}
