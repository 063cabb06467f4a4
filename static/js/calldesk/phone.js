/** @file The browser as a telephone. The provider's code is fetched only where it is used; what goes wrong has a name. */

import { h } from "../player/dom.js";

const CONNECT_MS = 15_000;
const REFRESH_MS = 60_000;
const AGAIN_MS = 10_000;
const REJOIN_MS = 30_000;

/** @typedef {"connecting" | "ringing" | "open" | "rejoining" | "idle"} State */
/** @typedef {{ script: string, edge: string }} Offer as call_boot.py tells it */
/** @typedef {{ onChange: () => void, onEnd: (fault: PhoneFault | null) => void }} Listener fault: it never rang, and why */

/** Why it does not work: a code of faults.js. */
export class PhoneFault extends Error {
  /** @param {string} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

/** What the provider's numbers mean to a caller. */
const FAULTS = /** @type {[RegExp, string][]} */ ([[/^31401$/, "refused"], [/^31402$/, "silent"], [/^(201\d\d|3120\d)$/, "key"], [/^(3100\d|530\d\d|534\d\d|31530)$/, "network"]]);
const EXPIRED = new Set([20104, 31205]);
const NO_SOUND = "constant-audio-input-level";

/** Its tones and chimes would come from another host; a caller hears the line itself. */
class Silence {
  play() {
    return Promise.resolve();
  }

  stop() {}

  setSinkIds() {}
}

/** @type {Promise<void> | undefined} */
let loading;

/** @param {string} address */
function load(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = h("script", { src: address, on: { load: () => resolve(), error: () => reject(new PhoneFault("network")) } });
    document.head.append(script);
  });
  return loading.catch((fault) => {
    loading = undefined;
    throw fault;
  });
}

export class Phone {
  /** @param {Offer} offer @param {() => Promise<string>} askKey @param {Listener} listener */
  constructor(offer, askKey, { onChange, onEnd }) {
    this.offer = offer;
    this.askKey = askKey;
    this.onChange = onChange;
    this.onEnd = onEnd;
    /** @type {State} */
    this.state = "idle";
    /** what the provider warns of: "" | "no-sound" | "weak" */
    this.warning = "";
    /** @type {any} */
    this.device = null;
    /** @type {any} */
    this.call = null;
    /** @type {MediaStream | undefined} */
    this.microphone = undefined;
    /** the provider's last complaint @type {PhoneFault | null} */
    this.fault = null;
    this.hasRung = false;
  }

  /** Before the first call: what would keep it from working is found while nothing has begun. Throws `PhoneFault`. */
  async prepare() {
    if (!navigator.mediaDevices || !("RTCPeerConnection" in window)) throw new PhoneFault("unsupported");
    await Promise.all([load(this.offer.script), this.#hear()]);
    this.device ??= this.#device(await this.#key());
  }

  /** The microphone stays open until the call has it: a browser that forgets permissions asks once only. */
  async #hear() {
    try {
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      const { name } = /** @type {DOMException} */ (error);
      throw new PhoneFault(name === "NotAllowedError" ? "refused" : name === "NotFoundError" ? "missing" : "silent", error);
    }
  }

  async #key() {
    try {
      return await this.askKey();
    } catch (refusal) {
      throw new PhoneFault("key", refusal);
    }
  }

  /** @param {string} key */
  #device(key) {
    const { Device } = /** @type {any} */ (window).Twilio;
    const { edge } = this.offer;
    const device = new Device(key, {
      edge,
      closeProtection: true,
      codecPreferences: ["opus", "pcmu"],
      enableImprovedSignalingErrorPrecision: true,
      maxCallSignalingTimeoutMs: edge === "roaming" ? 0 : REJOIN_MS, // elsewhere it would look for an address that the page may not reach
      publishEvents: false, // measurements of the caller's line stay here
      Sound: Silence,
      tokenRefreshMs: REFRESH_MS,
    });
    device.on("tokenWillExpire", () => void this.#renew());
    device.on("error", (/** @type {any} */ error) => (EXPIRED.has(error.code) ? void this.#renew() : this.#fail(error)));
    return device;
  }

  /** A key lasts ten minutes; a call may be longer. It goes on meanwhile, whatever becomes of this. */
  async #renew() {
    const key = await this.askKey().catch(() => null);
    if (!this.device) return;
    if (key) this.device.updateToken(key);
    else setTimeout(() => void this.#renew(), AGAIN_MS);
  }

  /** Calls; returns as soon as the exchange has the call. Throws `PhoneFault`. @param {string} attempt whose number the server tells the provider */
  async dial(attempt) {
    this.fault = null;
    this.hasRung = false;
    this.#turn("connecting");
    const patience = setTimeout(() => this.failed?.(new PhoneFault("network")), CONNECT_MS);
    try {
      this.#follow(await new Promise((resolve, reject) => {
        this.failed = reject;
        this.device.connect({ params: { attempt } }).then(resolve, reject);
      }));
    } catch (error) {
      this.close();
      throw faultOf(error);
    } finally {
      clearTimeout(patience);
      this.failed = undefined;
    }
  }

  /** @param {any} call */
  #follow(call) {
    this.call = call;
    call.on("ringing", () => this.#ring("ringing"));
    call.on("accept", () => this.#ring("open"));
    call.on("reconnecting", () => this.#turn("rejoining"));
    call.on("reconnected", () => this.#turn("open"));
    call.on("warning", (/** @type {string} */ name) => this.#warn(name === NO_SOUND ? "no-sound" : "weak"));
    call.on("warning-cleared", () => this.#warn(""));
    call.on("error", (/** @type {any} */ error) => this.#fail(error));
    for (const end of ["disconnect", "cancel", "reject"]) call.on(end, () => this.#end(call));
  }

  /** @param {State} state */
  #ring(state) {
    this.hasRung = true;
    this.#rest();
    this.#turn(state);
  }

  /** Before the exchange has the call this is why there is none; later the call itself says whether it goes on. @param {any} error */
  #fail(error) {
    this.fault = faultOf(error);
    this.failed?.(this.fault);
  }

  /** @param {any} call */
  #end(call) {
    if (call !== this.call) return;
    this.call = null;
    this.warning = "";
    this.#rest();
    this.#turn("idle");
    this.onEnd(this.hasRung ? null : this.fault ?? new PhoneFault("ended"));
  }

  /** @param {State} state */
  #turn(state) {
    this.state = state;
    this.onChange();
  }

  /** @param {string} warning */
  #warn(warning) {
    this.warning = warning;
    this.onChange();
  }

  #rest() {
    for (const track of this.microphone?.getTracks() ?? []) track.stop();
    this.microphone = undefined;
  }

  get isMuted() {
    return Boolean(this.call?.isMuted());
  }

  /** @returns {boolean} whether there is a call to be silent in */
  mute() {
    if (!this.call) return false;
    this.call.mute(!this.call.isMuted());
    this.onChange();
    return true;
  }

  /** Tones for a voice menu. @param {string} digits */
  press(digits) {
    this.call?.sendDigits(digits);
  }

  /** The caller has hung up: the end is no news. */
  hangUp() {
    const { call } = this;
    this.call = null;
    call?.disconnect();
    if (this.state !== "idle") this.#turn("idle");
  }

  /** Nothing of it goes on; the next call begins with a new key. */
  close() {
    this.hangUp();
    this.#rest();
    this.device?.destroy();
    this.device = null;
  }
}

/** @param {any} error of the provider's code */
const faultOf = (error) => error instanceof PhoneFault ? error : new PhoneFault(FAULTS.find(([codes]) => codes.test(String(error?.code)))?.[1] ?? "other", error);
