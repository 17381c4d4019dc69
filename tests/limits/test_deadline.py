"""A deadline on the wall clock: kept in a loop and between reads of a socket, and gone when the work is done."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import pytest

from reader.limits.deadline import TooLate, deadline


def test_what_ends_in_time_is_left_alone() -> None:
    with deadline(0.1):
        pass
    with pytest.raises(KeyError), deadline(0.1):
        raise KeyError
    until = time.monotonic() + 0.2
    while time.monotonic() < until:
        pass


def test_a_loop_that_swallows_errors_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(TooLate), deadline(0.1):
        while time.monotonic() < begun + 30:
            with suppress(Exception):
                time.sleep(0.01)
    assert time.monotonic() - begun < 10


def test_a_server_that_sends_a_byte_now_and_then() -> None:
    ours, theirs = socket.socketpair()
    done = threading.Event()

    def drip() -> None:
        while not done.wait(0.05):
            with suppress(OSError):
                theirs.sendall(b"x")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        with ours, ours.makefile("rb") as file, pytest.raises(TooLate), deadline(0.2):
            file.readline()
    finally:
        done.set()
        thread.join()
        theirs.close()
