"""The front end inside Streamlit: components made from the package's own modules, registered inline.

Streamlit's scanner does not find a packaged component in an editable install whose distribution and import names
differ; inline it works everywhere. Their scripts and styles have inner newlines, or they would be taken for paths.

A paper comes through a component of its own, outside of what a click runs anew, and what is asked for later through
another: a click sends neither the paper nor what was asked for before.

Data go as a list of one: in a dictionary Streamlit looks for data frames, and imports pandas and pyarrow for that.
"""

from __future__ import annotations

import time
from hashlib import blake2b
from typing import Any, NamedTuple

import streamlit as st

from reader.frontend import build
from reader.messages import Language, table
from reader.output.rows.row import packed
from reader.output.rows.runs import OF_RUNS
from reader.web.papers.desks import Page
from reader.web.papers.model_asking import asking_in

# Streamlit calls this anew at every rerun: what stands already is left alone unless `rev` says that it changed.
ADAPTER = """
export default function ({ parentElement, data: [data], setStateValue, setTriggerValue }) {
  if (!data) return;
  let host = parentElement.querySelector("[data-tezawari-host]");
  if (!host) {
    host = document.createElement("div");
    host.dataset.tezawariHost = "";
    host.style.setProperty("--tezawari-top", "3.75rem");
    parentElement.append(host);
  }
  // a view that was left asks no more: its question would break into the run that draws the next one, or bring back
  // this one, as Streamlit sends the page on show with it; after a step back the address changes before the page does
  const told = (say) => (name, value) => {
    if (host.isConnected && location.pathname === host.pathname) say(name, value);
  };
  Object.assign(host, { tell: told(setStateValue), ask: told(setTriggerValue) });
  if (host.dataset.rev === data.rev) return;
  host.dataset.rev = data.rev;
  host.pathname = location.pathname;
  %s
}
"""
SHOW_READING = """
  takePieces();
  whenPaper(data.paper, ({ paper, supply }) => {
    if (host.dataset.rev !== data.rev) return;
    const first = host.paper !== data.paper;
    const again = first ? addressed(paper.reading) : host.picked;
    const notice = noticeOf(host.corrected, host.reading, paper.reading, host.why);
    Object.assign(host, { paper: data.paper, reading: paper.reading, picked: null });
    if (notice) {
      Object.assign(notice, { account: host.account, formula: host.formula });
      Object.assign(host, { corrected: null, account: "", why: "", formula: "" });
    }
    supply.model = data.model;
    supply.ask = (wanted, again) => {
      // what belongs to a symbol comes with its pick
      const asked = wanted.filter(([kind]) => again || kind !== "enquiry");
      if (asked.length) host.ask("ask", asked);
    };
    host.view?.destroy();
    host.stay?.();
    host.replaceChildren();
    host.quiet?.();
    for (const block of data.inHand) inventory.put(block);
    host.quiet = inventory.listen((block, known) => host.ask("hand", [[block, known]]));
    const view = host.view = mount(host, paper, {
      supply,
      known: new Known(data.known, (ids) => host.tell("known", ids)),
      language: data.language,
      notice,
      onCorrect(said) {
        if (said.meaning) host.corrected = paper.reading.symbols.find((each) => each.id === said.symbol).latex;
        Object.assign(host, { account: "", why: "", formula: "" }); // what a model did cost belongs to its own answer
        host.tell("corrected", { ...said, at: Date.now() }); // a state: what is only asked can be lost on its way
      },
      onTold(symbol, { why, account, formula }) {
        Object.assign(host, { corrected: symbol.latex, account, why, formula });
        host.tell("told", Date.now());
      },
      onLayers: { address: data.layers, go: () => leaveFor(host, data.layers) },
      onVisit: (symbol, equation) => writeAddress(paper.reading, symbol, equation),
      onSelect(symbol, equation) {
        host.picked = { symbol, equation };
        writeAddress(paper.reading, symbol, equation);
        host.tell("sel", host.picked);
      },
    });
    host.stay = followSteps(host, paper.reading, view);
    if (again?.symbol) view.pick(again.symbol, again.equation);
    if (first && again?.equation) arriveAt(host, view, again.equation, !again.symbol);
  });
"""
SHOW_LIVING = """
  host.living?.destroy();
  host.replaceChildren();
  host.living = mountLiving(host, {
    ...data,
    openConcept: data.open ? (id) => host.ask("concept", id) : null,
    numbers: livingAddress(location.href, data.row.id),
    addressOf: (numbers) => livingAddress(location.href, data.row.id, numbers),
  });
"""
SHOW_FINDINGS = """
  host.replaceChildren();
  mountFindings(host, data, (row) => host.ask("taken", row.address));
"""
CHOOSE_THEME = """
  chooseTheme(data.theme, data.paths);
"""
GO = """
  leaveFor(host, data.address);
"""
BRING_PAPER = """
  deliverPacked(data.paper, data.payload);
"""
# Sent with every piece, so it is short.
BRING_PIECES = """
export default function ({ data: [data] }) {
  if (data) document.dispatchEvent(new CustomEvent("tezawari-pieces", { detail: data }));
}
"""
SHOW_WORKSHOP = """
  host.replaceChildren();
  host.shown = mountWorkshop(host, JSON.parse(data.payload), {
    language: data.language,
    inHand: data.inHand,
    ask: (block) => host.ask("ask", block),
    onBuilt: (blocks) => host.ask("built", blocks),
    onForget: (blocks) => host.ask("forgotten", blocks),
  });
  globalThis[Symbol.for("tezawari workshop")] = host.shown;
"""
BRING_BLOCK = """
  globalThis[Symbol.for("tezawari workshop")]?.give(data.block, data.row);
"""
SHOW_CAKE = """
  host.cake?.destroy();
  host.replaceChildren();
  host.cake = mountCake(host, {
    row: JSON.parse(data.row),
    texts: data.texts,
    language: data.language,
    known: new Known(data.known, (ids) => host.tell("known", ids)),
    idle: data.idle,
    hasPaper: data.hasPaper,
    picked: new URLSearchParams(location.search).get("concept"),
    ask: (concept) => host.ask("ask", concept),
    take: (address) => leaveFor(host, address),
    about: (concept) => leaveFor(host, `./glossary?concept=${concept}`),
  });
  globalThis[Symbol.for("tezawari cake")] = host.cake;
"""
BRING_IDEA = """
  globalThis[Symbol.for("tezawari cake")]?.give(data.idea);
"""
MOST = 8  # pieces brought at a time
OF_CAKES = (
    "close", "example", "explanation", "feel", "formula", "i-know-this", "layer", "more-concepts", "new-to-you",
    "nothing-new", "requires-read", "requires-why",
)  # fmt: skip
JUDGED = "tezawari-judged"  # when the reader last said something of a meaning
TOLD = "tezawari-told"  # when a model's answer was last kept for them


class Selection(NamedTuple):
    """The symbol that was picked, and the equation where."""

    symbol: str
    equation: str | None


class MeaningVerdict(NamedTuple):
    """What a reader said of a symbol: its meaning, with the formula in whose sentence it stands.

    Or that what stands at a formula is ``wrong``; with neither, that what they said before is taken ``back``.
    """

    symbol: str
    meaning: str = ""
    said: str = ""
    wrong: bool = False
    equation: str = ""


class Acted(NamedTuple):
    """What a reader did in the view.

    What is picked, what it asks for (kind and name), blocks taken in or put back, all concepts that are ticked,
    what they said of a symbol's meaning, and whether a model's answer was kept for them.
    """

    picked: Selection | None
    wanted: tuple[tuple[str, str], ...] = ()
    hand: tuple[tuple[str, bool], ...] = ()
    known: tuple[str, ...] | None = None
    corrected: MeaningVerdict | None = None
    is_told: bool = False


def show_living(row: dict[str, Any], language: Language, opens: bool = False) -> str | None:
    """A living formula. Everything in it happens in the browser; the concept that was chosen below it, where it
    ``opens`` concepts."""
    component = st.components.v2.component(
        "tezawari_living", css=build.style(), js=build.script(build.LIVING) + ADAPTER % SHOW_LIVING
    )
    named = " ".join(concept for concept, _ in row["concepts"])
    data = {
        "rev": f"{row['id']} {language} {named}",
        "language": language,
        "row": row,
        "texts": living_texts(),
        "open": opens,
    }
    result = component(key=f"tezawari-living-{row['id']}", data=[data], on_concept_change=_nothing_more)
    return str(result.concept) if opens and result.concept else None


def living_texts() -> dict[str, dict[str, str]]:
    """The words of the interface of a living formula."""
    running = table("running")
    return (
        table("workbench")
        | table("living")
        | {key: running[key] for key in OF_RUNS}
        | {"formula": table("page")["formula"]}
    )


def choose_theme(theme: str, paths: list[str]) -> None:
    """Light, dark or the system's, in this browser, for the views at these places."""
    component = st.components.v2.component("tezawari_theme", js=build.script(build.THEME) + ADAPTER % CHOOSE_THEME)
    component(key="tezawari-theme", data=[{"rev": theme, "theme": theme, "paths": paths}])


def go(target: str) -> None:
    """Go to another address of the app in one step of the history; Streamlit's own ``switch_page`` makes two."""
    component = st.components.v2.component("tezawari_way", js=build.script(build.WAY) + ADAPTER % GO)
    component(key="tezawari-way", data=[{"rev": str(time.time_ns()), "address": target}])


def show_findings(
    rows: list[dict[str, Any]], language: Language, key: str = "tezawari-findings"
) -> dict[str, Any] | None:
    """What a search found, and the row that was taken."""
    component = st.components.v2.component(
        "tezawari_findings", css=build.style(), js=build.script(build.FINDINGS) + ADAPTER % SHOW_FINDINGS
    )
    rev = f"{language} {rows}"
    result = component(key=key, data=[{"rev": rev, "language": language, "rows": rows}], on_taken_change=_nothing_more)
    taken: Any = result.taken
    return next((row for row in rows if taken and row.get("address") == taken), None)


def bring_paper(paper: Page) -> None:
    """What the view draws a paper from. To be called where a click does not come by."""
    component = st.components.v2.component("tezawari_paper", js=build.script(build.PAPER) + ADAPTER % BRING_PAPER)
    component(key="tezawari-paper", data=[{"rev": paper.mark, "paper": paper.mark, "payload": paper.packed}])


def bring_pieces(paper: Page, wanted: tuple[tuple[str, str], ...]) -> None:
    """What the view asked for, each piece once, deflated."""
    component = st.components.v2.component("tezawari_pieces", js=BRING_PIECES)
    data = {"paper": paper.mark, "pieces": packed(paper.pieces(wanted[:MOST]))} if wanted else None
    component(key="tezawari-pieces", data=[data])


def show_reading(
    paper: Page, language: Language, in_hand: tuple[str, ...] = (), known: tuple[str, ...] = (), layers: str = ""
) -> Acted:
    """The reading view, and what was done in it; the reader has built and knows what is given.

    ``layers`` is the address of the paper's layers.
    """
    component = st.components.v2.component(
        "tezawari_reading",
        css=build.style(),
        js=build.script(build.READER) + ADAPTER % SHOW_READING,
    )
    model = asking_in(paper)
    rev = f"{paper.mark} {language} {model['name'] if model else ''}"
    data = {
        "rev": rev,
        "paper": paper.mark,
        "language": language,
        "inHand": list(in_hand),
        "known": list(known),
        "model": model,
        "layers": layers,
    }
    result = component(
        key="tezawari-reading",
        data=[data],
        on_sel_change=_nothing_more,
        on_ask_change=_nothing_more,
        on_hand_change=_nothing_more,
        on_known_change=_nothing_more,
        on_corrected_change=_nothing_more,
        on_told_change=_nothing_more,
    )
    picked: Any = result.sel
    selection = (
        Selection(picked["symbol"], picked.get("equation")) if picked and picked["symbol"] in paper.symbols else None
    )
    wanted = tuple((str(kind), str(name)) for kind, name in result.ask or ())
    return Acted(
        selection,
        wanted,
        tuple((str(block), bool(known)) for block, known in result.hand or ()),
        None if result.known is None else tuple(map(str, result.known)),
        _corrected(result.corrected, paper),
        _is_news(result.told, TOLD),
    )


def _corrected(said: Any, paper: Page) -> MeaningVerdict | None:
    """What was said last, once: the state of the view goes on saying it."""
    if not said or said["symbol"] not in paper.symbols or not _is_news(said["at"], JUDGED):
        return None
    meaning, sentence, equation = (str(said.get(each) or "") for each in ("meaning", "said", "equation"))
    return MeaningVerdict(str(said["symbol"]), " ".join(meaning.split()), sentence, bool(said.get("wrong")), equation)


def _is_news(when: Any, place: str) -> bool:
    """Whether this is said for the first time: the state of the view goes on saying it."""
    if when is None or when == st.session_state.get(place):
        return False
    st.session_state[place] = when
    return True


class Crafted(NamedTuple):
    """What a reader did at the table: the block whose pieces are wanted, blocks that came to be or were put away."""

    wanted: str | None
    built: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()


def show_workshop(payload: str, in_hand: tuple[str, ...], language: Language) -> Crafted:
    """The crafting table, and what was done there."""
    component = st.components.v2.component(
        "tezawari_workshop", css=build.style(), js=build.script(build.CRAFTING) + ADAPTER % SHOW_WORKSHOP
    )
    data = {"rev": language, "language": language, "payload": payload, "inHand": list(in_hand)}
    result = component(
        key="tezawari-workshop", data=[data],
        on_ask_change=_nothing_more, on_built_change=_nothing_more, on_forgotten_change=_nothing_more,
    )  # fmt: skip
    built, forgotten = (tuple(map(str, blocks or ())) for blocks in (result.built, result.forgotten))
    return Crafted(str(result.ask) if result.ask else None, built, forgotten)


class Bitten(NamedTuple):
    """What a reader did at the mille-feuille: the idea to be told of, and all concepts that are ticked."""

    wanted: str | None
    known: tuple[str, ...] | None


def show_cake(row: str, language: Language, known: tuple[str, ...], *, has_paper: bool, idle: bool) -> Bitten:
    """The mille-feuille, drawn from JSON of ``reader.output.rows.millefeuille``, and what was done there."""
    component = st.components.v2.component(
        "tezawari_cake", css=build.style(), js=build.script(build.CAKE) + ADAPTER % SHOW_CAKE
    )
    page = table("page")
    texts = table("millefeuille") | {key: page[key] for key in OF_CAKES}
    rev = f"{blake2b(row.encode(), digest_size=8).hexdigest()} {language}"
    data = {
        "rev": rev, "language": language, "row": row, "texts": texts, "known": list(known), "hasPaper": has_paper,
        "idle": idle,
    }  # fmt: skip
    result = component(key="tezawari-cake", data=[data], on_ask_change=_nothing_more, on_known_change=_nothing_more)
    known_now = None if result.known is None else tuple(map(str, result.known))
    return Bitten(str(result.ask) if result.ask else None, known_now)


def bring_idea(idea: dict[str, Any] | None) -> None:
    """What there is to tell of the idea that was picked."""
    component = st.components.v2.component("tezawari_idea", js="\n" + ADAPTER % BRING_IDEA)
    # what is told twice is new twice: the cake may have been drawn anew meanwhile
    component(key="tezawari-idea", data=[{"rev": str(time.time_ns()), "idea": idea} if idea else None])


def bring_block(block: str | None, row: dict[str, Any] | None) -> None:
    """The pieces of a block that the table asked for."""
    component = st.components.v2.component("tezawari_block", js="\n" + ADAPTER % BRING_BLOCK)
    component(key="tezawari-block", data=[{"rev": block, "block": block, "row": row} if block and row else None])


def _nothing_more() -> None:
    """A state is only part of a result whose callback is given; the rerun alone is what is wanted."""
