"""Why a model gave no answer to use: whether to ask again later, and in words that carry nothing of what was said."""

from __future__ import annotations

from dataclasses import dataclass

# Asking again may help: too many requests, timeouts on the way, and the provider's own trouble.
PASSING_STATUS = frozenset({408, 409, 425, 429})


class ModelProblem(Exception):
    """No answer to use. `passing`: it may work later; otherwise somebody has to change something."""

    def __init__(self, words: str, *, outcome: str, passing: bool, wait_seconds: float | None = None) -> None:
        super().__init__(words)
        self.outcome = outcome
        self.passing = passing
        # What the provider asks us to wait.
        self.wait_seconds = wait_seconds


@dataclass(frozen=True)
class _Kind:
    outcome: str
    passing: bool
    words: str


_TIMEOUT = _Kind("timeout", True, "The model did not answer in time.")
_UNREACHABLE = _Kind("unreachable", True, "The model could not be reached.")


def problem_of(error: BaseException) -> ModelProblem:
    """A client library's error in our own words: its text may repeat the mail, so only its kind and status are kept."""
    chain = _chain(error)
    status = next((number for one in chain if (number := _status(one))), None)
    if status is not None:
        return _by_status(status, wait_seconds=next((w for one in chain if (w := _wait(one)) is not None), None))
    names = " ".join(type(one).__name__ for one in chain)
    if "LengthFinish" in names or "OutputParser" in names or any(isinstance(one, ValueError) for one in chain):
        return ModelProblem("It was not the JSON object asked for, whole.", outcome="unreadable", passing=True)
    if any(isinstance(one, TimeoutError) for one in chain) or "Timeout" in names:
        return _problem(_TIMEOUT)
    if any(isinstance(one, OSError) for one in chain) or "Connect" in names or "RemoteProtocol" in names:
        return _problem(_UNREACHABLE)
    if any(isinstance(one, ImportError) for one in chain):
        return ModelProblem(
            "The package for this model is not installed; docs/model.md says which.",
            outcome="misconfigured",
            passing=False,
        )
    return ModelProblem(f"The model's client failed ({type(error).__name__}).", outcome="failed", passing=True)


def _by_status(status: int, *, wait_seconds: float | None) -> ModelProblem:
    if status == 429:
        words = "The provider says that there were too many requests (429)."
        return ModelProblem(words, outcome="rate_limited", passing=True, wait_seconds=wait_seconds)
    if status >= 500 or status in PASSING_STATUS:
        return ModelProblem(
            f"The provider failed ({status}).", outcome="server_error", passing=True, wait_seconds=wait_seconds
        )
    return ModelProblem(f"The provider refused the request ({status}).", outcome="refused", passing=False)


def _problem(kind: _Kind) -> ModelProblem:
    return ModelProblem(kind.words, outcome=kind.outcome, passing=kind.passing)


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from, bounded."""
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and len(found) < 8:
        found.append(following)
        following = following.__cause__ or following.__context__
    return found


def _status(error: BaseException) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        number = getattr(holder, "status_code", None)
        if isinstance(number, int) and 300 <= number < 600:
            return number
    return None


def _wait(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(float(headers.get("retry-after", "")), 0.0)
    except (TypeError, ValueError):
        return None
