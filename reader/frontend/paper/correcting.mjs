// @ts-check
// In a symbol's note: what one does about a meaning that is wrong, or that is not there. Where a model is set up it can be
// asked; what leaves the machine is said first.

import { drawMath, fold, h } from "../core/elements.mjs";

/** "This is wrong" and "It means ..." below a meaning; where there is none, the form for it. */
export function judging(view, symbol, equation, isUnsaid) {
  const { words, actions, refusals } = view;
  const isRefused = refusals.has(symbol.id);
  const form = () => (isUnsaid ? longForm(view, symbol) : shortForm(view, symbol));
  return [
    isRefused ? h("p", { class: "refused small" }, words.text(actions.correct ? "refused" : "refused-for-now"), " ",
      h("button", { type: "button", class: "quiet-button", onclick: () => actions.takeBack(symbol.id) }, words.text("take-back"))) : null,
    h("div", { class: "judging" },
      isUnsaid ? null : h("button", { type: "button", class: "quiet-button wrong", onclick: () => actions.refuse(symbol.id, equation) }, words.text("this-is-wrong")),
      actions.correct ? fold("correct", words.text(isUnsaid ? "i-know" : "it-means"), form) : null),
  ];
}

/** After a meaning was kept: how many formulas show it, and which other papers lack it, too. */
export function changed(view, symbol) {
  const { words, supply, notice } = view;
  if (notice?.latex !== symbol.latex) return null;
  const others = h("div", {});
  if (supply.knowsPapers && symbol.status === "reader") supply.get("likewise", symbol.id, (papers) => others.append(...likewise(words, papers ?? [])));
  return h("div", { class: "changed", role: "status" }, notice.why ? h("p", { class: "small" }, notice.why) : h("p", {}, words.text(notice.formulas === 1 ? "changed-one" : "changed-here", { count: notice.formulas })),
    notice.account ? h("p", { class: "small" }, notice.account) : null, ofFormula(view, notice.formula), others);
}

/** That a model said something of the formula as a whole, with the way there; null where it did not. */
function ofFormula({ supply, words, actions }, equation) {
  if (!equation || !supply.model) return null;
  const word = (key) => words.pick(supply.model.texts[key]);
  return h("p", { class: "small" }, word("formula-told"), " ",
    h("button", { type: "button", class: "quiet-button", onclick: () => actions.openFormula(equation) }, word("see-formula")));
}

function likewise(words, papers) {
  if (!papers.length) return [];
  return [h("p", { class: "small" }, words.text("likewise", { count: papers.length })),
    h("ul", { class: "small" }, papers.map(({ title, address }) => h("li", {}, h("a", { href: address, target: "_self" }, title))))];
}

/** One field: what it means instead. */
function shortForm({ words, actions }, symbol) {
  const field = input(words, "it-means");
  return form(words, [field], () => { if (said(field)) actions.correct({ symbol: symbol.id, meaning: said(field) }); return Boolean(said(field)); });
}

/** Three fields: the symbol, what it means, and the sentence that says so. */
function longForm(view, symbol) {
  const { words, actions, symbols } = view;
  const spelling = input(words, "symbol", symbol.latex);
  const field = input(words, "meaning-here", null, null);
  const sentences = h("div", {});
  actions.enquire(symbol.id, () => sentences.replaceChildren(...sayings(view, symbol)));
  const fault = h("p", { class: "small fault", role: "alert" });
  const act = () => {
    const wanted = [...symbols.values()].find((each) => each.latex === said(spelling) || each.written.includes(said(spelling)));
    fault.textContent = wanted ? "" : words.text("no-such-symbol", { symbol: said(spelling) });
    if (!wanted || !said(field)) { (wanted ? field : spelling).focus(); return false; }
    const found = sentences.querySelector("input:checked")?.value ?? "";
    actions.correct({ symbol: wanted.id, meaning: said(field), said: found });
    return true;
  };
  return form(words, [labelled(words, "symbol", spelling), labelled(words, "meaning-here", field), sentences, fault], act);
}

/** @param {{payload: import("../page").PagePayload, words: any}} view @param {import("../page").PageSymbol} symbol
 * The sentences in which it stands, to choose the one that says so. */
function sayings({ payload, words }, symbol) {
  const found = payload.enquiries[symbol.id]?.sentences ?? [];
  if (!found.length) return [];
  const name = `said-${symbol.id}`;
  const choice = (value, content, checked) => h("label", { class: "said-choice" }, h("input", { type: "radio", name, value, checked }), h("span", {}, content));
  return [h("fieldset", {}, h("legend", { class: "small" }, words.text("sentence-for-it")),
    found.map(({ equation, parts, file, line }, index) => choice(equation, [h("span", { lang: payload.reading.lang ?? "" }, parts.map((part) => part.text ?? drawMath(part.mathml) ?? h("code", {}, part.latex))), " ",
      h("span", { class: "small place" }, `${file}:${line}`)], index === 0)),
    choice("", words.text("no-sentence"), false))];
}

function form(words, content, act) {
  const whole = h("form", { class: "correcting", onsubmit: (event) => {
    event.preventDefault();
    if (act()) whole.replaceChildren(h("p", { class: "small", role: "status" }, words.text("correcting")));
  } }, content, h("button", { type: "submit", class: "chip" }, words.text("keep")));
  return whole;
}

function input(words, key, value = null, hint = words.text(key)) {
  return h("input", { class: "field", type: "text", autocomplete: "off", "aria-label": words.text(key), placeholder: hint, value });
}

function labelled(words, key, field) {
  return h("label", { class: "small labelled" }, words.text(key), field);
}

function said(field) {
  return field.value.trim();
}

/** "Ask a model" where that may help; null where nobody set one up, as in every exported page. */
export function askingModel(view, symbol, equation) {
  const { supply, words, actions } = view;
  if (!supply.model) return null;
  const word = (key) => words.pick(supply.model.texts[key]);
  const box = h("div", { class: "asking", role: "status" });
  const say = (...content) => box.replaceChildren(h("p", { class: "small" }, content.filter(Boolean)));
  const button = (key, onclick, kind = "quiet-button") => h("button", { type: "button", class: kind, onclick }, word(key));
  const named = (...more) => JSON.stringify([symbol.id, equation ?? "", words.language, ...more, Date.now()]);

  const offer = () => box.replaceChildren(button("ask-model", () => look(false)));
  const look = (whole) => {
    say(word("looking"));
    supply.get("notice", named(whole), (found) => (found?.key ? agree(found, whole) : end(found ?? {})));
  };
  const agree = ({ key, notice, there }, whole) => {
    say(notice);
    const send = button(there ? "show-it" : "send-it", () => {
      say(word("being-asked"));
      supply.get("told", named(whole, key), (told) => {
        if (told?.kept || told?.others) { actions.told(symbol, told); return; } // all of the paper is drawn anew
        if (told?.formula) actions.toldOf(told.formula);
        end(told ?? {});
      });
    }, "chip");
    const more = h("input", { type: "checkbox", checked: whole, onchange: () => look(!whole) });
    box.append(h("p", { class: "small" }, h("label", {}, more, " ", word("with-whole-paper"))), send, " ", button("leave-it", offer));
    (whole ? more : send).focus({ preventScroll: true });
  };
  const end = ({ why = "", account = "", formula = "" }) => {
    say(why, account && " ", account);
    const more = ofFormula(view, formula);
    box.append(...[more, button("ask-model", () => look(false))].filter(Boolean));
  };

  supply.get("askable", "all", (ids) => { if (ids?.includes(symbol.id)) offer(); });
  return box;
}
