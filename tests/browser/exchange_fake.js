/**
 * The provider's end of the wire, in the page: the real code of the provider speaks with it as with its own.
 * `weather` is what the next connection meets: "" or "storm"; `microphone`: "" or the name of an error; `lives`: the seconds of a key.
 */
(() => {
  const Wire = window.WebSocket;
  const heard = [];
  const tones = [];
  const exchange = (window.exchange = {
    heard, tones, weather: "", microphone: "", lives: 600, keys: [], wire: null, stream: null,
    /** @param {string} type */
    all: (type) => heard.filter((each) => each.type === type),
    /** @param {string} type */
    last: (type) => exchange.all(type).at(-1)?.payload,
    say: (type, payload) => exchange.wire.receive(type, payload),
    ring: () => exchange.say("ringing", { callsid: exchange.callsid() }),
    callsid: () => exchange.last("invite").callsid,
    hangUp: () => exchange.say("hangup", { callsid: exchange.callsid() }),
    async answer() {
      const there = new RTCPeerConnection();
      await there.setRemoteDescription({ type: "offer", sdp: exchange.last("invite").sdp });
      there.addTrack(silence().getAudioTracks()[0]);
      await there.setLocalDescription(await there.createAnswer());
      exchange.say("answer", { callsid: exchange.callsid(), sdp: there.localDescription.sdp });
    },
  });

  const silence = () => new AudioContext().createMediaStreamDestination().stream;

  class Exchange extends EventTarget {
    constructor(url) {
      super();
      if (!new URL(url).hostname.endsWith(".twilio.com")) return new Wire(url);
      this.url = url;
      this.readyState = 0;
      exchange.wire = this;
      setTimeout(() => (exchange.weather ? this.close(1006) : this.#open()));
    }

    #open() {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
    }

    send(text) {
      if (text === "\n") return;
      const { type, payload } = JSON.parse(text);
      heard.push({ type, payload });
      if (type === "dtmf") tones.push(payload.dtmf);
      if (type !== "listen") return;
      exchange.keys.push(payload.token);
      const told = { edge: "dublin", region: "EU_IRELAND", home: "ie1", token: { identity: "carl", ttl: exchange.lives } };
      exchange.lives = 600;
      setTimeout(() => this.receive("connected", told));
    }

    receive(type, payload) {
      this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ type, payload }) }));
    }

    close(code = 1000) {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.dispatchEvent(new CloseEvent("close", { code }));
    }
  }
  Object.assign(Exchange, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
  window.WebSocket = Exchange;

  navigator.mediaDevices.getUserMedia = async () => {
    if (exchange.microphone) throw new DOMException("as the test wants it", exchange.microphone);
    return (exchange.stream = silence());
  };
  RTCDTMFSender.prototype.insertDTMF = (tone) => tones.push(tone);
  HTMLMediaElement.prototype.play = async () => {}; // there is no other end whose sound could arrive
})();
