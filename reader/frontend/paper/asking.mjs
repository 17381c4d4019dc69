// @ts-check
// In a symbol's note: a model is asked what nothing explains, where one is set up. What leaves the machine is said first.

import { h } from "../core/elements.mjs";

/** "Ask a model" where that may help; null where nobody set one up, as in every exported page. */
export function askingModel(view, symbol, equation) {
  const { supply, words, actions } = view;
  if (!supply.model) return null;
  const word = (key) => words.pick(supply.model.texts[key]);
  const box = h("div", { class: "asking", role: "status" });
  const say = (...content) => box.replaceChildren(h("p", { class: "small" }, content.filter(Boolean)));
  const button = (key, onclick, kind = "quiet-button") => h("button", { type: "button", class: kind, onclick }, word(key));
  const named = (...more) => JSON.stringify([symbol.id, equation ?? "", words.language, ...more, Date.now()]);

  const offer = () => box.replaceChildren(button("ask-model", () => {
    say(word("looking"));
    supply.get("notice", named(), (found) => (found?.key ? agree(found) : end(found?.why)));
  }));
  const agree = ({ key, notice, there }) => {
    say(notice);
    const send = button(there ? "show-it" : "send-it", () => {
      say(word("being-asked"));
      supply.get("told", named(key), (told) => (told?.kept ? actions.told(symbol, told.account) : end(told?.why, told?.account)));
    }, "chip");
    box.append(send, " ", button("leave-it", offer));
    send.focus({ preventScroll: true });
  };
  const end = (why, account) => {
    say(why, account && " ", account);
    box.append(button("ask-model", offer));
  };

  supply.get("askable", "all", (ids) => { if (ids?.includes(symbol.id)) offer(); });
  return box;
}
