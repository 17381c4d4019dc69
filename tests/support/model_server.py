"""A stand-in for a model's endpoint on this machine: it answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[["ModelHandler", dict[str, Any]], None]


class ModelHandler(BaseHTTPRequestHandler):
    """One request. ``answer`` sends what a model says, ``send`` anything."""

    server: ModelServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "headers": dict(self.headers), **asked})
        try:
            self.server.answering(self, asked)
        except (BrokenPipeError, ConnectionResetError):  # whoever asked has left
            return

    def do_GET(self) -> None:
        self.server.asked.append({"path": self.path, "followed": True})
        self.send(b"{}")

    def answer(self, text: str | None, finish: str = "stop") -> None:
        row = {
            "id": "1", "object": "chat.completion", "created": 0, "model": "stand-in",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
            "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
        }  # fmt: skip
        self.send(json.dumps(row).encode())

    def send(self, body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nothing is logged."""


class ModelServer(ThreadingHTTPServer):
    """``asked`` are the requests so far."""

    daemon_threads = True

    def __init__(self, answering: Answering) -> None:
        super().__init__(("127.0.0.1", 0), ModelHandler)
        self.answering = answering
        self.asked: list[dict[str, Any]] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(answering: Answering) -> Iterator[ModelServer]:
    """A server that answers so, until the end."""
    server = ModelServer(answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def about(asked: dict[str, Any]) -> dict[str, Any]:
    """What a request says of the formula."""
    found: dict[str, Any] = json.loads(asked["messages"][1]["content"])
    return found


def says(**answer: object) -> Answering:
    """Answers every question so: ``symbols`` as rows of symbol, meaning and quote, those that were asked."""
    whole = {"symbols": [], "purpose": None, "sentences": [], "ends": [], **answer}

    def answering(handler: ModelHandler, asked: dict[str, Any]) -> None:
        handler.answer(json.dumps(whole))

    return answering


def hangs(handler: ModelHandler, asked: dict[str, Any]) -> None:
    """Never answers."""
    handler.server.over.wait(30)


def drips(handler: ModelHandler, asked: dict[str, Any]) -> None:
    """A byte now and then, without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def floods(handler: ModelHandler, asked: dict[str, Any]) -> None:
    """Megabytes, without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b" " * 65536)
