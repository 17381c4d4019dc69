"""An arXiv of our own on the loopback address: Atom API, OAI-PMH and e-prints, with every misbehaviour on demand."""

from __future__ import annotations

import gzip
import io
import tarfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from reader.arxiv.settings import Settings

DOCUMENT = b"\\documentclass{article}\n\\begin{document}\n$E = mc^2$\n\\end{document}\n"
LICENCE = "http://creativecommons.org/licenses/by/4.0/"


def tarball(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


@dataclass
class Answer:
    """One answer to one request. ``stated`` is the length that the header claims, ``pause`` the seconds before it.

    With ``pieces`` these bytes are sent as they are, ``gap`` seconds after each.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    stated: int | None = None
    pieces: tuple[bytes, ...] = ()
    gap: float = 0.0


@dataclass
class Arxiv:
    """The papers it knows, ``{id: (newest version, source)}``, and answers that come before the right ones, by path."""

    papers: dict[str, tuple[int, bytes]]
    before: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[tuple[float, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    address: str = ""
    open_now: int = 0
    most_open: int = 0

    def asked(self, path: str) -> int:
        return sum(target.startswith(path) for _, target in self.requests)

    def answer(self, target: str) -> Answer:
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        service = parts.path.split("/")[1]
        if self.before.get(service):
            return self.before[service].pop(0)
        routes: dict[str, Callable[[], Answer]] = {
            "api": lambda: self._atom(query["id_list"]),
            "oai": lambda: self._oai(query["identifier"].removeprefix("oai:arXiv.org:")),
            "e-print": lambda: self._source(parts.path.removeprefix("/e-print/")),
        }
        return routes[service]()

    def _split(self, name: str) -> tuple[str, int | None]:
        bare, _, version = name.partition("v")
        return bare, int(version) if version else None

    def _atom(self, name: str) -> Answer:
        bare, version = self._split(name)
        newest = self.papers.get(bare, (0, b""))[0]
        entry = ENTRY.format(id=bare, version=version or newest) if 0 < (version or 1) <= newest else ""
        return Answer(body=FEED.format(total=int(bool(entry)), entry=entry).encode())

    def _oai(self, name: str) -> Answer:
        record = f"<arXiv><id>{name}</id><license>{LICENCE}</license></arXiv>" if name in self.papers else ""
        return Answer(body=f"<OAI-PMH>{record}</OAI-PMH>".encode())

    def _source(self, name: str) -> Answer:
        bare, _ = self._split(name)
        return Answer(body=self.papers[bare][1]) if bare in self.papers else Answer(status=404, body=b"nothing")


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
 xmlns:arxiv="http://arxiv.org/schemas/atom">
<title>query</title><id>http://arxiv.org/api/x</id><updated>2024-01-01T00:00:00Z</updated>
<opensearch:totalResults>{total}</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<opensearch:itemsPerPage>1</opensearch:itemsPerPage>{entry}</feed>"""
ENTRY = """<entry><id>http://arxiv.org/abs/{id}v{version}</id><title>A  Title
 on Two Lines</title><summary>S</summary><published>2017-06-12T17:57:34Z</published>
<updated>2023-08-02T00:41:18Z</updated><author><name>Ada Example</name></author><author><name>Béla Példa</name></author>
<category term="cs.CL"/><category term="cs.LG"/><arxiv:primary_category term="cs.CL"/>
<link href="http://arxiv.org/abs/{id}v{version}" rel="alternate" type="text/html"/>
<link href="http://arxiv.org/pdf/{id}v{version}" rel="related" type="application/pdf" title="pdf"/></entry>"""


@contextmanager
def serve() -> Iterator[Arxiv]:
    """The server, running; ``papers`` holds one of each kind of source."""
    source = tarball({"ms.tex": DOCUMENT, "fig.png": b"\x89PNG"})
    arxiv = Arxiv(
        {
            "1706.03762": (7, source),
            "hep-th/9901001": (1, gzip.compress(DOCUMENT)),
            "2001.00001": (1, DOCUMENT),
            "2001.00002": (1, b"%PDF-1.5\n" + bytes(2000)),
            "2001.00003": (1, b"<html><body>Access denied</body></html>"),
            "2001.00004": (1, source[:-30]),
        }
    )
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                arxiv.requests.append((time.time(), self.path))
                arxiv.agents.add(self.headers.get("User-Agent", ""))
                arxiv.open_now += 1
                arxiv.most_open = max(arxiv.most_open, arxiv.open_now)
            try:
                answer = arxiv.answer(self.path)
                time.sleep(answer.pause)
                if answer.pieces:
                    self._send_pieces(answer)
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, self.path if value == "SAME" else value)
                self.send_header("Content-Length", str(answer.stated or len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
            except OSError:
                pass  # the client gave up waiting
            finally:
                with lock:
                    arxiv.open_now -= 1

        def _send_pieces(self, answer: Answer) -> None:
            self.close_connection = True
            for piece in answer.pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(answer.gap)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    arxiv.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield arxiv
    finally:
        server.shutdown()
        server.server_close()


def settings_for(arxiv: Arxiv, folder: Path, **changes: object) -> Settings:
    """Settings of an impatient user of that server."""
    given: dict[str, object] = {
        "cache": folder / "cache", "turns": folder / "turns", "api": f"{arxiv.address}/api/query",
        "oai": f"{arxiv.address}/oai", "source": f"{arxiv.address}/e-print", "delay": 0.0, "connect_timeout": 2.0,
        "read_timeout": 0.3, "answer_timeout": 2.0, "retries": 2, "backoff": 0.01, "longest_pause": 2.0,
    }  # fmt: skip
    return Settings(**given | changes)  # type: ignore[arg-type]
