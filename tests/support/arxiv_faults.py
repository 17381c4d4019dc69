"""What an arXiv of our own can do wrong: a table of faults, each of which may befall any of its three services."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Mapping
from typing import Final

from arxiv_server import DOCUMENT, LICENCE, Answer, Arxiv

from reader.arxiv.fetch import fetch
from reader.arxiv.identifiers import ArxivIdentifier
from reader.arxiv.settings import Settings
from reader.errors import ReaderError

PAPER: Final = ArxivIdentifier("1706.03762")

OK: Final = b"HTTP/1.1 200 OK\r\n"
HTML: Final = b"<!DOCTYPE html><html><title>Maintenance</title></html>"
SERVICES: Final = ("api", "e-print", "oai")


def answered(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    return Answer(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def raw(*pieces: bytes, gap: float = 0.0) -> Answer:
    """Bytes as they are, and the connection closed after them."""
    return Answer(pieces=pieces, gap=gap)


def dripping(data: bytes, times: int = 60) -> Answer:
    """A byte now and then, sooner than the time-out of one read: without an end of its own."""
    return raw(data, *[b"x"] * times, gap=0.1)


FAULTS: Final[Mapping[str, Answer]] = {
    **{f"status {status}": Answer(status) for status in (204, 206, 400, 401, 403, 404, 410, 418, 429, 500, 502, 503)},
    "busy for a moment": answered(status=503, Retry_After="0"),
    "busy for days": answered(status=429, Retry_After="900000"),
    "busy until an odd date": answered(status=503, Retry_After="soon"),
    "a page of HTML": answered(HTML),
    "JSON": answered(b'{"error": "\\\\oops"}'),
    "nothing": answered(b""),
    "zeros": answered(bytes(5000)),
    "noise": answered(bytes(range(256)) * 20),
    "half an Atom feed": answered(b"<?xml version='1.0'?><feed><entry><id>"),
    "entities": answered(b'<!DOCTYPE a [<!ENTITY b "bb">]><feed>&b;&b;</feed>'),
    "more than there is room for": answered(b"%" + b"x" * 400_000),
    "a length that is too long": Answer(body=b"%TeX", stated=999),
    "a length that is a word": raw(OK + b"Content-Length: many\r\n\r\n"),
    "an encoding that is another": answered(b"plain", Content_Encoding="gzip"),
    "a bomb": answered(gzip.compress(bytes(30_000_000), 1), Content_Encoding="gzip"),
    "a bomb, deflated": answered(zlib.compress(bytes(30_000_000), 1), Content_Encoding="deflate"),
    "no answer": Answer(pause=0.5),
    "a connection that closes": raw(b""),
    "a line that is no status": raw(b"hello\r\n\r\n"),
    "headers that break off": raw(OK + b"Content-Ty"),
    "headers without end": raw(OK + b"A: b\r\n" * 500 + b"\r\n"),
    "a header too long": raw(OK + b"A: " + b"b" * 100_000 + b"\r\n\r\n"),
    "headers that drip": dripping(OK + b"A: "),
    "a body that drips": dripping(OK + b"Content-Length: 5000\r\n\r\n"),
    "chunks that break off": raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\nx"),
    "chunks that are none": raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "a redirection elsewhere": answered(status=302, Location="http://localhost:9/paper"),
    "a redirection to a file": answered(status=301, Location="file:///etc/hostname"),
    "a redirection like arXiv": answered(status=302, Location="http://arxiv.org.example/paper"),
    "a redirection to itself": Answer(302, headers={"Location": "SAME"}),
    "a redirection nowhere": answered(status=302),
    "a redirection that is none": answered(status=302, Location="http://[half"),
}
IMPATIENT: Final[Mapping[str, object]] = {
    "retries": 1, "read_timeout": 0.3, "answer_timeout": 0.8, "download_timeout": 0.8, "longest_pause": 1.0,
    "max_bytes": 200_000, "max_metadata": 200_000,
}  # fmt: skip
IN_TIME: Final = 12.0  # seconds: three services, two answers each, and a machine that is busy


def trial(
    arxiv: Arxiv, settings: Settings, service: str, fault: Answer, *, always: bool
) -> tuple[ReaderError | None, list[str]]:
    """Fetches a paper while a service does something wrong, once or always: the error, and what must not be."""
    arxiv.before = {service: [fault] * (99 if always else 1)}
    error: ReaderError | None = None
    begun = time.monotonic()
    try:
        paper, bundle = fetch(PAPER, settings)
    except ReaderError as caught:
        error = caught
    found = [] if time.monotonic() - begun < IN_TIME else ["too slow"]
    if error is None:
        found += [] if (paper.id, paper.licence in (None, LICENCE)) == (f"{PAPER.id}v7", True) else ["another paper"]
        found += [] if bundle.files["ms.tex"].text.encode() == DOCUMENT else ["another text"]
    right = arxiv.papers[PAPER.id][1]
    for path in settings.cache.rglob("*"):
        if path.is_file() and path.suffix not in (".lock", ".json") and (error or path.read_bytes() != right):
            found.append(f"kept: {path.name}")
    return error, found
