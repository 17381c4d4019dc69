// @ts-check
// The formula and the symbol that the app's address names: `?arxiv=2305.18290v2&eq=7&symbol=\beta`, as people write them.

/** The ids of what the address names in a reading: {equation, symbol}, each null where it names none. */
export function addressed({ equations, symbols }) {
  const given = new URLSearchParams(location.search);
  const eq = given.get("eq"), latex = given.get("symbol");
  const equation = equations.find((row) => row.id === eq) ?? equations.find((row) => row.number !== null && row.number === eq);
  return { equation: equation?.id ?? null, symbol: symbols.find((row) => row.latex === latex)?.id ?? null };
}

const SETTLING = 2500; // milliseconds in which a page that is still being drawn may push a formula out of sight
const LOOK = 120; // milliseconds between two looks

/**
 * Go to a formula of a page that has only begun to be drawn, and keep it in sight until that is done or someone acts.
 * What `opens` it opens then, as its number does.
 */
export function arriveAt(host, view, equation, opens = false) {
  const line = () => host.querySelector(`[data-equation="${CSS.escape(equation)}"]`);
  const until = performance.now() + SETTLING;
  const left = new AbortController();
  for (const type of ["wheel", "pointerdown", "keydown", "touchstart", "popstate"])
    addEventListener(type, () => left.abort(), { signal: left.signal, passive: true });
  let opened = !opens;
  const look = () => {
    if (left.signal.aborted || !host.isConnected) return;
    const box = line()?.getBoundingClientRect();
    if (!box) view.visit(equation); // draws what is not drawn yet
    else if (!opened && (serverRests() ?? performance.now() > until)) {
      opened = true;
      view.open(equation);
    } else if (box.top < 0 || box.bottom > innerHeight) line().scrollIntoView({ block: "center", behavior: "instant" });
    if (performance.now() < until || !opened) setTimeout(look, LOOK);
    else left.abort();
  };
  view.visit(equation);
  line()?.scrollIntoView({ block: "center", behavior: "instant" });
  look();
}

/** Whether Streamlit has ended the run that draws the page: what is asked of it earlier breaks into that. Else unknown. */
function serverRests() {
  const state = document.querySelector("[data-test-script-state]")?.getAttribute("data-test-script-state");
  return state && state === "notRunning";
}

/**
 * Write a pick into the address without asking the server. A formula that was not the last one is a step on the way back;
 * its fragment tells Streamlit that nothing is to be run anew for such a step.
 */
export function writeAddress({ equations, symbols }, symbol, equation) {
  const given = new URLSearchParams(location.search);
  const row = equations.find((each) => each.id === equation);
  const before = given.get("eq");
  given.delete("eq");
  given.delete("symbol");
  if (row) given.set("eq", row.number ?? row.id);
  if (symbol) given.set("symbol", symbols.find((each) => each.id === symbol).latex);
  const isStep = row && given.get("eq") !== before;
  if (isStep) history.replaceState({ ...history.state, top: scrolled().scrollTop }, ""); // where one comes back to
  history[isStep ? "pushState" : "replaceState"](isStep ? { ...history.state, top: undefined } : history.state, "", `?${given}${row ? `#${encodeURIComponent(given.get("eq"))}` : ""}`);
}

/** What of the app's page scrolls. */
function scrolled() {
  return document.querySelector('[data-testid="stMain"]') ?? document.scrollingElement ?? document.body;
}

/**
 * Goes where a step back or forth leads, as long as the host is on the page: the same formula is open as was when one
 * left, and the page stands where it stood. Returns what ends it.
 */
export function followSteps(host, reading, view) {
  const left = new AbortController();
  const here = location.pathname;
  addEventListener("popstate", ({ state }) => {
    if (location.pathname !== here || !host.isConnected) return; // to another view, or from one
    const { symbol, equation } = addressed(reading);
    if (symbol) view.pick(symbol, equation);
    else view.release();
    if (state?.top === undefined) {
      if (equation) view.visit(equation);
      return;
    }
    view.opened(symbol ? undefined : equation);
    scrolled().scrollTop = state.top;
  }, { signal: left.signal });
  return () => left.abort();
}

const PATIENCE = 6000; // milliseconds for another view to be there

/**
 * Goes to another view of the app, as a step through the history would: so there is one entry more, and no question that can
 * be lost on its way to the server.
 */
export function leaveFor(host, address) {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  setTimeout(() => { if (host.isConnected) location.reload(); }, PATIENCE);
}
