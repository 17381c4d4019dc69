// @ts-check
// What stands above a paper: its title, who wrote it, where it is from, and the button for the other language.

import { drawMath, h } from "../core/elements.mjs";

/** `onLanguage(language)` is told of the other language where it is asked for. */
export function paperHead(payload, words, onLanguage) {
  const { paper } = payload.reading;
  const { text } = words;
  const other = words.language === "ja" ? "en" : "ja";
  const authors = paper.authors.slice(0, 8).join(", ");
  const more = paper.authors.length - 8;
  return h("header", { class: "head" },
    payload.switch ? h("button", { class: "language", type: "button", lang: other, "aria-label": text("language-switch"),
      onclick: () => onLanguage(other) }, text("language")) : null,
    h("h1", {}, payload.title?.length ? payload.title.map((part) => part.text ?? drawMath(part.mathml) ?? part.latex) : paper.id || paper.main),
    h("p", { class: "authors" }, authors, more > 0 ? ` ${text("and-others", { count: more })}` : null),
    h("p", { class: "small" }, webLink(paper.abstract_url, text("read-on-arxiv", { id: paper.id })),
      paper.abstract_url ? " · " : null,
      paper.source === "local" ? paper.main
        : paper.licence ? text("licence", { licence: paper.licence }) : text("licence-unknown")));
}

function webLink(url, label) {
  return /^https?:\/\//.test(url ?? "") ? h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, label) : null;
}

/** At the end of a paper: by what it was read. */
export function paperFoot(payload, words) {
  return h("p", { class: "small made" }, words.text("made-by", { version: payload.reading.tool }));
}
