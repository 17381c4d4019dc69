"""``tezawari mcp``: questions of other programs, answered over the Model Context Protocol."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reader.commands.speech import FAILED, USAGE, WELL, log, stop
from reader.messages import Language, error_text, sentences

if TYPE_CHECKING:
    from reader.commands.arguments import Adder

say = sentences("server")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``mcp``."""
    made = add(commands, "mcp", run)
    made.add_argument("sources", nargs="*", metavar="SOURCE", help=say("help-sources", language))
    made.add_argument("--http", type=int, metavar="PORT", help=say("help-http", language))
    made.add_argument("--offline", action="store_true", help=say("help-offline", language))


def run(options: argparse.Namespace) -> int:
    """Serve until standard input ends, or until interrupted."""
    from reader.errors import MissingExtra
    from reader.latex.source.paths import is_there

    if options.http is not None and not 1 <= options.http <= 65535:
        stop(USAGE, say("bad-port", options.lang))
    missing = [source for source in options.sources if not is_there(source)]
    if missing:
        stop(USAGE, say("no-source", options.lang, source=missing[0]))
    if find_spec("mcp") is None:
        stop(FAILED, error_text(MissingExtra("missing-extra", what="tezawari mcp", extra="mcp"), options.lang))
    from reader.server.papers import OpenPapers
    from reader.server.serving import listen, serve

    papers = OpenPapers(options.choice, local=options.sources, offline=options.offline)
    if options.http is None:
        serve(papers, options.lang)
        return WELL
    try:
        listening = listen(options.http)
    except OSError:
        stop(FAILED, say("port-taken", options.lang, port=options.http))
    log(say("serving", options.lang, address="http://{}:{}/mcp".format(*listening.getsockname())))
    serve(papers, options.lang, listening)
    return WELL
