// @ts-check
// Signs for what an author cites, among his words.

import { h } from "./elements.mjs";

const CITED = "[…]"; // what the exporters put where the paper cites

/** A stretch of an author's words; what it cites is not printed, and the sign for that is no button. */
export function withCitations(words, text) {
  if (!text.includes(CITED)) return text;
  return text.split(CITED).flatMap((piece, index) => [index ? h("span", { class: "citation", title: words.text("citation") }, CITED) : null, piece]);
}
