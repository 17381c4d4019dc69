// @ts-check
// Between the parts of the app: one brings a paper, one its pieces, one shows it. They are modules of their own, and
// meet on the page that they share.

import { Asked, inflated } from "./supply.mjs";

const post = () => (globalThis[Symbol.for("tezawari post")] ??= { key: null, coming: null, paper: null, supply: null, waiting: new Map() });

/** A paper has come; the one before is forgotten. */
export function deliverPaper(key, text) {
  const office = post();
  if (office.key !== key) {
    office.supply?.end();
    Object.assign(office, { key, paper: JSON.parse(text), supply: new Asked() });
  }
  office.waiting.get(key)?.(office);
  office.waiting.delete(key);
}

/** The same packed. Where another came meanwhile, that is what is wanted. */
export async function deliverPacked(key, packed) {
  const office = post();
  office.coming = key;
  const text = office.key === key ? "" : await inflated(packed);
  if (office.coming === key) deliverPaper(key, text);
}

/** Calls `act` with {paper, supply} when the paper is there. */
export function whenPaper(key, act) {
  const office = post();
  if (office.key === key) act(office);
  else office.waiting.set(key, act);
}

/** Pieces come as an event, `{paper, pieces}`, so that whoever brings them needs no module: [[kind, name, piece]], packed. */
export function takePieces() {
  if (post().listens) return;
  post().listens = true;
  document.addEventListener("tezawari-pieces", async (/** @type {CustomEvent} */ { detail: { paper, pieces } }) => {
    const rows = JSON.parse(await inflated(pieces));
    const office = post();
    if (office.key === paper) for (const [kind, name, piece] of rows) office.supply.deliver(kind, name, piece);
  });
}
