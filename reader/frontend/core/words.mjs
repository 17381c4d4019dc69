// @ts-check
// Words of the interface in one language.

import { fill } from "./elements.mjs";

/**
 * Words for one payload in one language: `text(key, values)` for the interface, `pick({en, ja})` for texts in both.
 * A text that one language lacks is shown in the other rather than not at all.
 */
export function speak(payload, language) {
  const pick = (both) => (typeof both === "string" ? both : (both?.[language] ?? both?.en ?? both?.ja ?? ""));
  return { language, pick, text: (key, values) => fill(pick(payload.texts[key]) || key, values) };
}
