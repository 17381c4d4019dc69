"""The server asked by the protocol's own client: over standard input and output, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from reader.cli import main

mcp: Any = pytest.importorskip("mcp", reason="the extra tezawari[mcp] is not installed, so no server is asked")
pytestmark = pytest.mark.slow

GRPO = str(Path(__file__).resolve().parents[1] / "meaning" / "papers" / "grpo.tex")
TOOLS = {"formulas", "formula", "symbol", "concept", "path", "search", "run", "propose_meaning"}


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "TEZAWARI_CONFIG": str(folder), "TEZAWARI_CACHE": str(folder), "PYTHONUTF8": "1"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "import sys; from reader.cli import main; sys.exit(main())", "mcp", *arguments]


def ask(server: Any, question: Callable[[Any], Awaitable[None]]) -> None:
    async def session() -> None:
        async with mcp.Client(server, read_timeout_seconds=120) as client:
            await question(client)

    with ThreadPoolExecutor(1) as pool:  # a browser's tests may have left a loop in this thread
        pool.submit(asyncio.run, session()).result()


def told(result: Any) -> Any:
    assert not result.is_error, result.content
    return json.loads(result.content[0].text)


def test_over_standard_input_and_output(tmp_path: Path) -> None:
    from mcp.client.stdio import StdioServerParameters

    program, *arguments = command(GRPO, "--offline")

    async def question(client: Any) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        assert [tool.name for tool in tools if not tool.annotations.read_only_hint] == ["propose_meaning"]
        formulas = told(await client.call_tool("formulas", {"paper": GRPO}))
        assert [each["number"] for each in formulas["formulas"]][:3] == ["1", "2", "3"]
        beta = told(await client.call_tool("symbol", {"paper": GRPO, "symbol": r"\beta"}))
        assert beta["meaning"] == "strength of the penalty"
        run = told(await client.call_tool("run", {"paper": "example", "formula": "1a", "values": {"n": 2}}))
        assert run["sizes"]["n"] == 2
        refused = await client.call_tool("formulas", {"paper": "/etc/passwd"})
        assert refused.is_error and "arXiv id" in refused.content[0].text
        proposal = {"formula": "4", "symbol": "W_1", "meaning": "weights", "quote": "no such words stand there"}
        assert told(await client.call_tool("propose_meaning", {"paper": GRPO, **proposal}))["reason"] == "no-quote"

    ask(StdioServerParameters(command=program, args=arguments, env=environment(tmp_path)), question)


def test_over_http_on_the_loopback_address(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(command("--http", str(port), "--offline"), env=environment(tmp_path))
    address = f"http://127.0.0.1:{port}/mcp"
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)

        async def question(client: Any) -> None:
            found = told(await client.call_tool("concept", {"concept": "softmax"}))
            assert found["concept"] == "softmax"

        ask(address, question)
        for header in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
            answer = requests.post(address, json={}, headers=header, timeout=20)
            assert answer.status_code in (403, 421), "another site must not reach it through the reader's browser"
    finally:
        served.terminate()
        served.wait(20)


@pytest.mark.parametrize(
    "arguments", [("--http", "0"), ("--http", "99999"), ("no-such-paper.tex",), ("a" * 300,), ("a\0b",)]
)
def test_wrong_usage(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_port_that_is_taken_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["mcp", "--http", str(taken.getsockname()[1])]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_who_lacks_the_extra_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from reader.commands import mcp as command_module

    monkeypatch.setattr(command_module, "find_spec", lambda name: None)
    assert main(["mcp"]) == 1
    assert "tezawari[mcp]" in capsys.readouterr().err
