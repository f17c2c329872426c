"""A form as the JSON schema that is sent: shape alone."""

from __future__ import annotations

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
