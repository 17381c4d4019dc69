// @ts-check
// Hands on the table: keys, clicks, dragging with mouse or finger.

import { drawTree, openHole } from "./craft_tree.mjs";
import { h } from "../core/elements.mjs";

const FAR = 6; // pixels that a pointer moves before it drags
const STAY = 260; // milliseconds that a finger rests on what it lifts
const NEAR = 36; // pixels from a hole at which it still takes what is dropped

export class CraftHands {
  table;

  constructor(table) {
    Object.assign(this, { table, ghost: null, dragged: false });
    const { element } = table;
    element.addEventListener("keydown", (event) => { if (this.key(event)) event.stopPropagation(); });
    element.addEventListener("click", (event) => this.click(event));
    element.addEventListener("pointerdown", (event) => this.grasp(event));
    element.addEventListener("touchmove", (event) => { if (this.ghost) event.preventDefault(); }, { passive: false });
    element.addEventListener("contextmenu", (event) => { if (this.ghost) event.preventDefault(); }); // a long press
  }

  /** True for keys that are ours. */
  key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.matches("input")) {
      this.table.turnBack();
      event.preventDefault();
      return true;
    }
    if (event.key === "Escape" && this.table.hand) { this.table.letGo(); return true; }
    const hole = event.target.closest?.("[data-hole]");
    if (hole && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.plugHole(hole);
      return true;
    }
    const tile = event.target.closest?.(".craft-tile");
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!tile || !by) return false;
    const tiles = [...this.table.element.querySelectorAll(".craft-tile:not(:disabled)")];
    tiles[(tiles.indexOf(tile) + by + tiles.length) % tiles.length].focus();
    event.preventDefault();
    return true;
  }

  plugHole(element) {
    if (!this.table.hand) { this.table.say("craft-how"); return; }
    this.table.plug(Number(element.dataset.of), pathOf(element.dataset.hole));
  }

  openPlaces() {
    return [...this.table.element.querySelectorAll("[data-hole]")];
  }

  click(event) {
    if (this.dragged) { this.dragged = false; return; }
    const hand = this.grasped(event.target);
    const hole = event.target.closest("[data-hole]");
    if (hole) this.plugHole(hole);
    else if (hand && this.table.hand && "id" in hand && hand.path.length && !sameHand(hand, this.table.hand)) this.table.take(hand);
    else if (hand) this.table.take(hand);
  }

  /** What a pointer has hold of. */
  grasped(element) {
    const tile = element.closest?.(".craft-tile:not(:disabled)");
    if (tile) return { piece: Number(tile.dataset.piece) };
    const handle = element.closest?.("[data-handle]");
    if (handle) return { id: Number(handle.dataset.handle), path: [] };
    const part = element.closest?.("[data-part]");
    return part ? { id: Number(part.dataset.of), path: pathOf(part.dataset.part) } : null;
  }

  /** A mouse drags what it moves; a finger lifts what it stays on, so that it can still scroll the page. */
  grasp(event) {
    if (event.button || event.target.closest("[data-hole]")) return;
    const hand = this.grasped(event.target);
    if (!hand) return;
    this.dragged = false;
    const finger = event.pointerType === "touch";
    const wait = finger ? setTimeout(() => this.lift(hand, event), STAY) : null;
    const move = (moved) => {
      const far = Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY) >= FAR;
      if (!this.ghost && far && finger) clearTimeout(wait);
      if (!this.ghost && far && !finger) this.lift(hand, moved);
      if (this.ghost) this.carry(moved);
    };
    const acts = { pointermove: move, pointerup: (last) => end(last), pointercancel: (last) => end(last) };
    const end = (last) => {
      clearTimeout(wait);
      for (const [name, act] of Object.entries(acts)) removeEventListener(name, act);
      if (this.ghost) this.drop(last);
    };
    for (const [name, act] of Object.entries(acts)) addEventListener(name, act);
  }

  /** Nothing is drawn anew while something is carried: the finger keeps hold of what it touched. */
  lift(hand, at) {
    this.dragged = true;
    this.table.hand = hand;
    this.table.element.classList.add("holding");
    this.ghost = h("div", { class: "craft-ghost", "aria-hidden": "true" }, drawTree(this.table.row, this.table.held, (element, _, node) => { if (!node) openHole(element); }));
    this.table.element.append(this.ghost);
    this.carry(at);
  }

  carry({ clientX, clientY }) {
    this.ghost.style.transform = `translate(${clientX}px, ${clientY}px)`;
    this.aim({ clientX, clientY });
  }

  /** The hole that is nearest to a pointer, if one is near. */
  aim({ clientX, clientY }) {
    const away = (hole) => {
      const { left, right, top, bottom } = hole.getBoundingClientRect();
      return Math.hypot(Math.max(left - clientX, 0, clientX - right), Math.max(top - clientY, 0, clientY - bottom));
    };
    const [nearest] = this.openPlaces().map((hole) => ({ hole, far: away(hole) })).sort((a, b) => a.far - b.far);
    const aimed = nearest && nearest.far <= NEAR ? nearest.hole : null;
    for (const hole of this.openPlaces()) hole.classList.toggle("aimed", hole === aimed);
    return aimed;
  }

  drop(event) {
    this.ghost.remove();
    this.ghost = null;
    setTimeout(() => { this.dragged = false; });
    const hole = event.type === "pointerup" ? this.aim(event) : null;
    const over = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    };
    if (hole) this.plugHole(hole);
    else if (event.type !== "pointerup") this.table.letGo();
    else if (over(this.table.heap)) this.table.putBack();
    else if (over(this.table.works) && ("piece" in this.table.hand || this.table.hand.path.length)) this.table.place();
    else this.table.letGo();
    if (this.table.hand) { this.table.hand = null; this.table.draw(); } // what does not fit goes back to where it was
  }
}

const pathOf = (text) => (text === "" ? [] : text.split("-").map(Number));
const sameHand = (one, other) => JSON.stringify(one) === JSON.stringify(other);
