"""Title, authors and newest version of a paper from arXiv's Atom API; its licence from OAI-PMH."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urlencode

import arxiv  # type: ignore[import-untyped]
import requests

from reader.arxiv.connection import Connection, RequestRefused, body_of
from reader.arxiv.identifiers import ArxivIdentifier, parse_identifier
from reader.arxiv.settings import Settings
from reader.errors import PaperNotFound, UnknownIdentifier, Unreachable
from reader.model.source import Paper

ABSTRACT: Final = "https://arxiv.org/abs/"
_LICENCE: Final = re.compile(r"<license>\s*([^<\s]+)\s*</license>")


class _PoliteSession:
    """The session that the ``arxiv`` package's client gets, so that its requests pass through our rate limiter."""

    def __init__(self, connection: Connection, most: int) -> None:
        self._connection, self._most = connection, most

    def get(self, url: str, **_: object) -> requests.Response:
        return self._connection.ask(url, self._with_content)

    def _with_content(self, response: requests.Response) -> requests.Response:
        response._content = body_of(response, self._most)
        return response


def find_paper(identifier: ArxivIdentifier, connection: Connection, settings: Settings) -> Paper:
    """The paper, its id with the version that arXiv resolved. Licence not yet asked for.

    Raises :class:`PaperNotFound` or :class:`Unreachable`.
    """
    client = arxiv.Client(page_size=1, delay_seconds=0.0, num_retries=0)
    client.query_url_format = settings.api + "?{}"
    client._session = _PoliteSession(connection, settings.max_metadata)
    search = arxiv.Search(id_list=[str(identifier)], max_results=1)
    try:
        result = next(client.results(search), None)
        resolved = None if result is None else parse_identifier(result.entry_id)
    except (RequestRefused, UnknownIdentifier, arxiv.Result.MissingFieldError) as error:
        raise PaperNotFound("paper-not-found", id=identifier) from error
    except arxiv.ArxivError as error:
        raise Unreachable("arxiv-nonsense") from error
    if result is None or resolved is None or resolved.id != identifier.id:
        raise PaperNotFound("paper-not-found", id=identifier)
    version = resolved.version or identifier.version or 1
    return Paper(
        id=str(ArxivIdentifier(identifier.id, version)),
        title=" ".join(result.title.split()),
        authors=tuple(author.name for author in result.authors),
        categories=tuple(dict.fromkeys((result.primary_category, *result.categories))),
        published=result.published.date().isoformat(),
        abstract_url=f"{ABSTRACT}{ArxivIdentifier(identifier.id, version)}",
        source="arxiv",
    )


def find_licence(identifier: ArxivIdentifier, connection: Connection, settings: Settings) -> str | None:
    """The licence's address, or None where OAI-PMH does not say or is not reached; asked once only."""
    query = {"verb": "GetRecord", "identifier": f"oai:arXiv.org:{identifier.id}", "metadataPrefix": "arXiv"}

    def read(response: requests.Response) -> str:
        return body_of(response, settings.max_metadata).decode("utf-8", "replace")

    try:
        answer = connection.ask(f"{settings.oai}?{urlencode(query)}", read, retries=0)
    except (RequestRefused, Unreachable):
        return None
    match = _LICENCE.search(answer)
    return html.unescape(match[1]) if match else None
