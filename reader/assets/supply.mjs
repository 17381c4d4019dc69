// What the view needs only when it is asked for: held by the page itself, or asked of whoever serves the app.

/** Pieces that the page holds: `texts` are JSON objects as text, with one line for each name; nothing is parsed early. */
export class Held {
  constructor(texts) {
    this.texts = texts;
    this.parsed = new Map();
  }

  /** Calls `act` with the piece, or with null where there is none. */
  get(kind, name, act) {
    act(this.piece(kind, name));
  }

  piece(kind, name) {
    if (kind === "spoken" || kind === "lint") return this.line(kind, name);
    if (kind === "enquiry") return this.line("enquiries", name);
    const bench = kind === "bench" ? this.line("benches", name) : null;
    return bench && { bench, drawn: this.whole("drawn"), blocks: this.whole("blocks") };
  }

  whole(part) {
    if (!this.parsed.has(part)) this.parsed.set(part, JSON.parse(this.texts[part] ?? "{}"));
    return this.parsed.get(part);
  }

  line(part, name) {
    const text = this.texts[part] ?? "";
    const head = `\n${JSON.stringify(name)}:`;
    const from = text.indexOf(head);
    if (from < 0) return null;
    const to = text.indexOf("\n", from + head.length);
    return JSON.parse(text.slice(from + head.length, to).replace(/,$/, ""));
  }
}

const PATIENCE = 5000; // milliseconds until it is asked once more: an answer can be lost where many are on their way

/** Pieces that someone else makes: `ask([[kind, name]], again)` is told what is waited for, `deliver` brings it. */
export class Asked {
  constructor(ask = () => {}) {
    this.ask = ask;
    this.pieces = new Map();
    this.waiting = new Map(); // key -> {kind, name, acts}
    this.knowsPapers = true; // who serves the app has a library
  }

  get(kind, name, act) {
    const key = `${kind} ${name}`;
    if (this.pieces.has(key)) { act(this.pieces.get(key)); return; }
    if (this.waiting.has(key)) { this.waiting.get(key).acts.push(act); return; }
    this.waiting.set(key, { kind, name, acts: [act] });
    this.remind(false);
  }

  remind(again = true) {
    const wanted = [...this.waiting.values()].map(({ kind, name }) => [kind, name]);
    clearTimeout(this.timer);
    if (!wanted.length) return;
    this.ask(wanted, again);
    this.timer = setTimeout(() => this.remind(), PATIENCE);
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
