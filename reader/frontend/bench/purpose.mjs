// What a formula is for, above everything else: our sentence, then the author's own with its place.

import { drawMath, h } from "../core/elements.mjs";
import { withCitations } from "../core/citations.mjs";

/** The two sentences; null where neither is known. */
export function purposeOf(purpose, payload, words) {
  if (!purpose) return null;
  const told = purpose[words.language];
  const said = (parts) => parts.map((part) => (part.text === undefined ? drawMath(payload.drawn[part.latex]) ?? h("code", {}, part.latex) : withCitations(words, part.text)));
  const [before, after] = words.text("author-on-purpose", { quote: "\0" }).split("\0");
  return h("div", { class: "purpose", role: "note", "aria-label": words.text("purpose") },
    told ? h("p", { class: "sentence" }, said(told)) : null,
    purpose.author ? h("p", { class: "author-says" }, before, h("q", { lang: payload.reading.lang }, said(purpose.author.parts)), after, " ",
      h("span", { class: "small" }, purpose.author.place)) : null);
}
