"""HTTP requests to arXiv: one at a time for this user, with time-outs, and retried after a pause where that helps.

Proxies (``HTTPS_PROXY``, ``NO_PROXY``) and certificates (``REQUESTS_CA_BUNDLE``, ``CURL_CA_BUNDLE``, ``SSL_CERT_FILE``)
come from the environment.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

import requests

from reader import __version__
from reader.arxiv.limiter import postpone, turn
from reader.arxiv.settings import Settings, delay_for
from reader.errors import Unreachable

USER_AGENT: Final = f"tezawari/{__version__}"
BUSY: Final = frozenset({429, 500, 502, 503, 504})  # worth asking again after a pause (RFC 9110, RFC 6585)
FORBIDDEN: Final = frozenset({401, 403, 407, 451})

T = TypeVar("T")


class RequestRefused(Exception):
    """An answer that a retry will not change, such as 404."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Busy(Exception):
    def __init__(self, status: int, pause: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.pause = pause


class Connection:
    """A session with arXiv."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = requests.Session()
        self._session.headers["User-Agent"] = USER_AGENT
        self._session.max_redirects = 5
        self._session.verify = os.environ.get("SSL_CERT_FILE") or True

    def ask(self, url: str, consume: Callable[[requests.Response], T], retries: int | None = None) -> T:
        """The result of ``consume`` on the response, which is read while this process holds the turn.

        Raises :class:`RequestRefused`, or :class:`Unreachable` where all retries failed.
        """
        left = self._settings.retries if retries is None else retries
        pause = self._settings.backoff
        while True:
            try:
                return self._ask_once(url, consume)
            except _Busy as busy:
                if left <= 0 or (busy.pause or 0.0) > self._settings.longest_pause:
                    raise Unreachable("arxiv-busy", status=busy.status) from busy
                self._pause(url, busy.pause if busy.pause is not None else pause)
            except requests.RequestException as error:
                left = min(left, 1) if _is_down(error) else left
                if left <= 0:
                    raise _unreachable(error) from error
                self._pause(url, pause)
            left -= 1
            pause *= 2

    def _ask_once(self, url: str, consume: Callable[[requests.Response], T]) -> T:
        timeouts = (self._settings.connect_timeout, self._settings.read_timeout)
        with (
            turn(self._settings.turns, delay_for(self._settings, url), self._settings.longest_pause),
            self._session.get(url, stream=True, timeout=timeouts) as response,
        ):
            if response.status_code in BUSY:
                raise _Busy(response.status_code, retry_after(response.headers.get("Retry-After")))
            if response.status_code in FORBIDDEN:
                raise Unreachable("arxiv-refused", status=response.status_code)
            if response.status_code < 400 and response.status_code != requests.codes.ok:  # nothing, or a part of it
                raise Unreachable("arxiv-nonsense")
            if response.status_code != requests.codes.ok:
                raise RequestRefused(response.status_code)
            return consume(response)

    def _pause(self, url: str, seconds: float) -> None:
        """The seconds before a retry.

        Jitter spreads requests that failed together; it never shortens a pause that arXiv asked for.
        """
        seconds = min(seconds * random.uniform(1.0, 1.5), max(seconds, self._settings.longest_pause))
        postpone(self._settings.turns, max(seconds, delay_for(self._settings, url)))


def retry_after(header: str | None) -> float | None:
    """The seconds that a ``Retry-After`` header asks for: a number or a date (RFC 9110, 10.2.3)."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.fromtimestamp(time.time(), UTC)).total_seconds())


def _is_down(error: requests.RequestException) -> bool:
    """Whether no connection could be made at all. Then a retry within a minute hardly helps, and a person waits."""
    return isinstance(error, requests.ConnectionError) and not isinstance(error, requests.Timeout)


def _unreachable(error: requests.RequestException) -> Unreachable:
    if isinstance(error, requests.Timeout):
        return Unreachable("arxiv-timeout")
    if isinstance(error, requests.exceptions.ProxyError):
        return Unreachable("arxiv-proxy")
    if isinstance(error, requests.exceptions.SSLError):
        return Unreachable("arxiv-certificate")
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return Unreachable("arxiv-cut-short")
    return Unreachable("arxiv-unreachable")
