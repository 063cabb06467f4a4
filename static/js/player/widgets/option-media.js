/** @file An option with a picture is a tile; its sound and film stand below it, where a tap on them chooses nothing. */

import { freshId, h } from "../dom.js";
import { MediaView, addressOf, picture } from "../media.js";

export class OptionMedia {
  /** @param {import("./registry.js").ItemView} view @param {string} name of the option */
  constructor(view, name) {
    this.view = view;
    this.choice = view.run.form.choiceByName(view.slot.node, name);
    this.picture = h("span", { class: "option-picture", hidden: true });
    const { audio, video } = this.choice?.media ?? {};
    this.labelId = freshId("option");
    this.plays = audio || video ? new MediaView(view.player, { media: { audio, video } }, this.labelId) : null;
    this.drawn = "";
  }

  get hasPicture() {
    return this.drawn !== "";
  }

  /** @param {HTMLElement} label @returns {HTMLElement} the label, together with what can be played */
  around(label) {
    label.id = this.labelId;
    return this.plays ? h("div", { class: "option-with" }, label, this.plays.element) : label;
  }

  draw() {
    this.plays?.draw();
    const address = addressOf(this.view.player, this.choice?.media, "image");
    if (address === this.drawn) return;
    this.drawn = address;
    this.picture.replaceChildren(...(address ? [picture(address, "", () => (this.picture.hidden = true))] : []));
    this.picture.hidden = !address;
  }
}
