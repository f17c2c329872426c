"""A form as the JSON schema that is sent, and the object that came back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

# Bounds stay with our own check: some providers refuse them, and servers that turn a schema into a grammar take
# minutes over a string of up to 2,000 characters.
_BOUNDS = frozenset({"default", "maxLength", "minLength", "maxItems", "minItems", "maximum", "minimum"})


def wire_schema(form: type[BaseModel]) -> dict[str, Any]:
    schema = _without_bounds(form.model_json_schema())
    assert isinstance(schema, dict)
    return schema


def _without_bounds(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_bounds(one) for one in part]
    if not isinstance(part, dict):
        return part
    titled = isinstance(part.get("title"), str) and "properties" not in part
    return {
        key: _without_bounds(value)
        for key, value in part.items()
        if key not in _BOUNDS and not (titled and key == "title")
    }


# How providers say that an answer was cut off: what it would have said next may be what matters.
_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS"})


def whole_object(answer: dict[str, Any]) -> dict[str, Any] | None:
    """What `with_structured_output(…, include_raw=True)` gave, None unless it is one whole object.

    LangChain mends JSON that breaks off; half an answer reads like one that had no more to say, so text is parsed anew.
    """
    message, parsed = answer.get("raw"), answer.get("parsed")
    metadata = getattr(message, "response_metadata", None) or {}
    if any(metadata.get(key) in _CUT for key in ("finish_reason", "stop_reason", "done_reason")):
        return None
    if getattr(message, "tool_calls", None):
        return parsed if isinstance(parsed, dict) else None
    content = getattr(message, "content", "")
    if isinstance(content, list):  # blocks, as some providers answer
        content = "".join(block.get("text", "") for block in content if isinstance(block, dict))
    text = str(content).strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
