// @ts-check
// What the view needs only when it is asked for: held by the page itself, or asked of whoever serves the app.

const PACKS = { spoken: "spoken", lint: "lint", enquiry: "enquiries", living: "living_rows" }; // kind -> the pack that has it

/** Pieces that the page holds in packs (reader/output/page/compression.py): `scripts` are their elements. None is opened early. */
export class Held {
  constructor(scripts) {
    this.scripts = [...scripts];
    this.opened = new Map(); // script -> what is in it, once it has been asked for
  }

  /** Calls `act` with the piece, or with null where there is none. */
  get(kind, name, act) {
    this.piece(kind, name).then(act);
  }

  async piece(kind, name) {
    if (kind in PACKS) return (await this.whole(PACKS[kind]))[name] ?? null;
    const pack = kind === "bench" && this.scripts.find(({ dataset }) => dataset.names?.split(" ").includes(name));
    if (!pack) return null;
    const { benches, drawn } = await this.open(pack);
    return { bench: benches[name], drawn, blocks: await this.whole("blocks") };
  }

  async whole(part) {
    const pack = this.scripts.find(({ dataset }) => dataset.held === part);
    return pack ? this.open(pack) : {};
  }

  open(pack) {
    if (!this.opened.has(pack)) this.opened.set(pack, inflated(pack.textContent).then(JSON.parse));
    return this.opened.get(pack);
  }
}

/** What `packed` or `deflated` of reader/output/rows/row.py made letters of. */
export async function inflated(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

// Milliseconds until it is asked once more: an answer can be lost where many are on their way. The wait doubles each time,
// so that a server that is slow is not asked all the time.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 8000;

/** @typedef {(wanted: string[][], again: boolean) => void} Ask */

/** Pieces that someone else makes: `ask([[kind, name]], again)` is told what is waited for, `deliver` brings it. */
export class Asked {
  /** @param {Ask} ask */
  constructor(ask = () => {}) {
    this.ask = ask;
    this.pieces = new Map();
    this.waiting = new Map(); // key -> {kind, name, acts}
    this.knowsPapers = true; // who serves the app has a library
    this.resizes = true; // and plans formulas anew
  }

  get(kind, name, act) {
    const key = `${kind} ${name}`;
    if (this.pieces.has(key)) { act(this.pieces.get(key)); return; }
    if (this.waiting.has(key)) { this.waiting.get(key).acts.push(act); return; }
    this.waiting.set(key, { kind, name, acts: [act] });
    this.wait = FIRST_WAIT;
    this.remind(false);
  }

  remind(again = true) {
    const wanted = [...this.waiting.values()].map(({ kind, name }) => [kind, name]);
    clearTimeout(this.timer);
    if (!wanted.length) return;
    this.ask(wanted, again);
    this.timer = setTimeout(() => this.remind(), this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  /** Nothing that is waited for is asked for any more: another paper has come. */
  end() {
    clearTimeout(this.timer);
    this.waiting.clear();
  }

  /** It is asked for anew when it is next wanted. */
  forget(kind, name) {
    this.pieces.delete(`${kind} ${name}`);
  }

  deliver(kind, name, piece) {
    const key = `${kind} ${name}`;
    this.pieces.set(key, piece);
    const waiting = this.waiting.get(key);
    this.waiting.delete(key);
    if (!this.waiting.size) clearTimeout(this.timer);
    for (const act of waiting?.acts ?? []) act(piece);
  }
}
