"""One question to one endpoint, by the ``openai`` client, within a time and a size: the assistant's only network."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from reader.assistant.answers import SCHEMA, says_nothing
from reader.errors import AssistantError

if TYPE_CHECKING:
    from reader.assistant.questions import Question
    from reader.assistant.settings import ModelSettings

LARGEST = 1_000_000  # bytes of an answer
MOST_TOKENS = 4_000  # that an answer may have
CONNECT = 10.0  # seconds
FORM = {"type": "json_schema", "json_schema": {"name": "explanation", "strict": True, "schema": SCHEMA}}
EVEN: Mapping[str, Any] = {"temperature": 0, "max_tokens": MOST_TOKENS}
WAYS: Sequence[Mapping[str, Any]] = ({**EVEN, "response_format": FORM}, EVEN, {})
"""What a request says beside model and messages, the first way first. Where an endpoint refuses one, the next is tried:
some know no schemas, which the instructions describe as well, and some set temperature and length themselves."""
UNKNOWN_OPTION = frozenset({400, 422})  # how endpoints refuse what they do not know
REFUSALS = {
    401: "model-key",
    403: "model-key",
    404: "model-unknown",
    429: "model-busy",
}  # by status, what is to be done
FAULT = 500  # from this status on it is the endpoint's own


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The text of an answer, and the tokens that the endpoint counted, 0 where it counts none.

    ``fault`` is why it is of no use, though its tokens are paid for: nothing was said, or its end is missing.
    """

    text: str
    tokens_in: int
    tokens_out: int
    fault: AssistantError | None = None


class ModelClient:
    """Asks one model. Redirections are not followed: the text goes to the address that was named, or nowhere."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises :class:`AssistantError` where the client is not installed, or cannot read the address."""
        try:
            import httpx
            import openai
        except ImportError as error:
            raise AssistantError("model-not-installed") from error
        self.settings = settings
        self._openai = openai
        times = openai.Timeout(settings.seconds, connect=min(CONNECT, settings.seconds))
        http = openai.DefaultHttpxClient(
            timeout=times, follow_redirects=False, trust_env=not settings.is_here
        )  # no proxy stands between this machine and itself
        omit: Any = openai.Omit()  # what the environment says of OpenAI is no business of other endpoints
        try:
            self._client = openai.OpenAI(
                api_key=settings.key or "none",
                base_url=settings.address,
                http_client=http,
                max_retries=1,
                timeout=times,
                default_headers={"OpenAI-Organization": omit, "OpenAI-Project": omit},
            )
        except httpx.InvalidURL as error:
            raise AssistantError("bad-address", address=settings.address) from error
        self._completions = self._client.chat.completions  # imported now, and not on the model's time
        self._way: int | None = None  # of WAYS, the first that was answered

    def ask(self, question: Question) -> ModelAnswer:
        """The answer. Raises :class:`AssistantError` with one sentence, at the latest when the time is over."""
        started = monotonic()
        for way in range(self._way or 0, len(WAYS)):
            left = max(1.0, self.settings.seconds - (monotonic() - started))
            try:
                answer = self._within(left, partial(self._ask, question, WAYS[way]))
            except self._openai.APIStatusError as error:
                refused = self._refused(error)
                continue
            if self._way is None:  # later refusals are of one question: it may be too long
                self._way = way
            return answer
        raise refused

    def _within(self, seconds: float, work: Callable[[], ModelAnswer]) -> ModelAnswer:
        """The result of the work, which is left alone when the time is over, however slowly bytes drip."""
        results: SimpleQueue[ModelAnswer | Exception] = SimpleQueue()

        def run() -> None:
            try:
                results.put(work())
            except Exception as error:
                results.put(error)

        Thread(target=run, daemon=True).start()
        try:
            result = results.get(timeout=seconds)
        except Empty:
            raise self._late() from None
        if isinstance(result, ModelAnswer):
            return result
        raise self._said(result) from result

    def _ask(self, question: Question, options: Mapping[str, Any]) -> ModelAnswer:
        messages: Any = question.messages()
        with self._completions.with_streaming_response.create(
            model=self.settings.model, messages=messages, **options
        ) as response:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise AssistantError("model-endless", host=self.settings.host)
        return self._read(bytes(body))

    def _read(self, body: bytes) -> ModelAnswer:
        try:
            row = json.loads(body)
            choice = row["choices"][0]
            text = choice["message"]["content"]
            cut_off = choice.get("finish_reason") == "length"
            usage = row.get("usage") or {}
            counted = [usage.get(key) for key in ("prompt_tokens", "completion_tokens")]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise AssistantError("model-gibberish", host=self.settings.host) from error
        sent, came = (each if isinstance(each, int) else 0 for each in counted)
        text = text.strip() if isinstance(text, str) else ""
        kind = "model-cut-off" if cut_off else "model-silent" if says_nothing(text) else ""
        fault = AssistantError(kind, host=self.settings.host, tokens=MOST_TOKENS) if kind else None
        return ModelAnswer(text, sent, came, fault)

    # --- what went wrong, in a sentence ---

    def _said(self, error: Exception) -> Exception:
        openai = self._openai
        if isinstance(error, AssistantError):
            return error
        if isinstance(error, openai.APITimeoutError):
            return self._late()
        if isinstance(error, openai.APIStatusError):
            return error if error.status_code in UNKNOWN_OPTION else self._refused(error)
        if isinstance(error, openai.APIConnectionError):
            return AssistantError("model-unreachable", address=self.settings.address)
        return AssistantError("model-gibberish", host=self.settings.host)

    def _late(self) -> AssistantError:
        return AssistantError("model-late", host=self.settings.host, seconds=round(self.settings.seconds))

    def _refused(self, error: Any) -> AssistantError:
        status = error.status_code
        kind = REFUSALS.get(status, "model-broken" if status >= FAULT else "model-refused")
        return AssistantError(kind, host=self.settings.host, model=self.settings.model, status=status)
