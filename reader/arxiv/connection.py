"""HTTP requests to arXiv: one at a time for this user, with time-outs, and retried after a pause where that helps.

A redirection is a request of its own: it takes its turn, and leads to arXiv's hosts alone. Every answer is capped in
bytes and has a deadline, headers and body together.

Proxies (``HTTPS_PROXY``, ``NO_PROXY``) and certificates (``REQUESTS_CA_BUNDLE``, ``CURL_CA_BUNDLE``, ``SSL_CERT_FILE``)
come from the environment.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from reader import __version__
from reader.arxiv.limiter import postpone, turn
from reader.arxiv.settings import Settings, delay_for, is_arxiv
from reader.errors import Unreachable
from reader.limits.deadline import TooLate, deadline

USER_AGENT: Final = f"tezawari/{__version__}"
BUSY: Final = frozenset({429, 500, 502, 503, 504})  # worth asking again after a pause (RFC 9110, RFC 6585)
MOST_HOPS: Final = 6  # requests for one answer
CHUNK: Final = 1 << 16
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


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Where a redirection leads to."""

    url: str


class _OneHop(requests.Session):
    """A session that follows no redirection, and reads nothing of its body: requests reads all of it to go on."""

    def get_redirect_target(self, resp: object) -> None:
        return None


class Connection:
    """A session with arXiv."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = _OneHop()
        self._session.headers["User-Agent"] = USER_AGENT
        self._session.verify = os.environ.get("SSL_CERT_FILE") or True

    def ask(
        self,
        url: str,
        consume: Callable[[requests.Response], T],
        retries: int | None = None,
        seconds: float | None = None,
    ) -> T:
        """The result of ``consume`` on the response, which is read while this process holds the turn.

        ``seconds`` is how long one answer may take, by default as long as metadata may. Raises
        :class:`RequestRefused`, or :class:`Unreachable` where all retries failed.
        """
        left = self._settings.retries if retries is None else retries
        pause = self._settings.backoff
        seconds = self._settings.answer_timeout if seconds is None else seconds
        while True:
            try:
                return self._follow(url, consume, seconds)
            except _Busy as busy:
                if left <= 0 or (busy.pause or 0.0) > self._settings.longest_pause:
                    raise Unreachable("arxiv-busy", status=busy.status) from busy
                self._pause(url, busy.pause if busy.pause is not None else pause)
            except (requests.RequestException, HTTPError, TooLate) as error:
                left = min(left, 1) if _is_down(error) else left
                if left <= 0:
                    raise _unreachable(error) from error
                self._pause(url, pause)
            left -= 1
            pause *= 2

    def _follow(self, url: str, consume: Callable[[requests.Response], T], seconds: float) -> T:
        """The result where redirections lead to, hop by hop."""
        for _ in range(MOST_HOPS):
            answer = self._ask_once(url, consume, seconds)
            if not isinstance(answer, _Elsewhere):
                return answer
            if not is_ours(answer.url, url):
                raise Unreachable("arxiv-elsewhere", host=urlsplit(answer.url).hostname or "–")
            url = answer.url
        raise Unreachable("arxiv-nonsense")

    def _ask_once(self, url: str, consume: Callable[[requests.Response], T], seconds: float) -> T | _Elsewhere:
        timeouts = (self._settings.connect_timeout, self._settings.read_timeout)
        with (
            turn(self._settings.turns, delay_for(self._settings, url), self._settings.longest_pause) as answered,
            deadline(seconds),
            self._session.get(url, stream=True, timeout=timeouts, allow_redirects=False) as response,
        ):
            answered()
            if response.is_redirect:
                return _elsewhere(url, response.headers["Location"])
            _check_status(response)
            return consume(response)

    def _pause(self, url: str, seconds: float) -> None:
        """The seconds before a retry.

        Jitter spreads requests that failed together; it never shortens a pause that arXiv asked for.
        """
        seconds = min(seconds * random.uniform(1.0, 1.5), max(seconds, self._settings.longest_pause))
        postpone(self._settings.turns, max(seconds, delay_for(self._settings, url)))


def _elsewhere(url: str, location: str) -> _Elsewhere:
    try:
        return _Elsewhere(urljoin(url, location))
    except ValueError as error:
        raise Unreachable("arxiv-nonsense") from error


def _check_status(response: requests.Response) -> None:
    """Raises where the answer is not what was asked for."""
    if response.status_code in BUSY:
        raise _Busy(response.status_code, retry_after(response.headers.get("Retry-After")))
    if response.status_code in FORBIDDEN:
        raise Unreachable("arxiv-refused", status=response.status_code)
    if response.status_code < 400 and response.status_code != requests.codes.ok:  # nothing, or a part of it
        raise Unreachable("arxiv-nonsense")
    if response.status_code != requests.codes.ok:
        raise RequestRefused(response.status_code)


def is_ours(url: str, asked: str) -> bool:
    """Whether a redirection stays where it began, or leads to arXiv, and never from a secure connection to another."""
    try:
        to, begun = urlsplit(url), urlsplit(asked)
        if to.scheme not in ("http", "https") or (begun.scheme == "https" != to.scheme):
            return False
        return to.netloc == begun.netloc or (is_arxiv(url) and to.port in (None, 80, 443) and not to.username)
    except ValueError:
        return False


def body_of(response: requests.Response, most: int) -> bytes:
    """The body. Raises :class:`Unreachable` where it has more bytes."""
    data = bytearray()
    for chunk in response.iter_content(CHUNK):
        data += chunk
        if len(data) > most:
            raise Unreachable("download-too-large", megabytes=most // 1_000_000)
    return bytes(data)


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


def _is_down(error: Exception) -> bool:
    """Whether no connection could be made at all. Then a retry within a minute hardly helps, and a person waits."""
    return isinstance(error, requests.ConnectionError) and not isinstance(error, requests.Timeout)


def _unreachable(error: Exception) -> Unreachable:
    if isinstance(error, requests.Timeout | TooLate):
        return Unreachable("arxiv-timeout")
    if isinstance(error, requests.exceptions.ProxyError):
        return Unreachable("arxiv-proxy")
    if isinstance(error, requests.exceptions.SSLError):
        return Unreachable("arxiv-certificate")
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return Unreachable("arxiv-cut-short")
    return Unreachable("arxiv-unreachable")
