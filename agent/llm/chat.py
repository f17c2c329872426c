"""One factory for chat models. The provider's own variables (such as OPENAI_API_KEY) say where and with which key."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# LangChain's tracing would send every mail to a third party as soon as one of these is set somewhere.
_TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


_PACKAGES = {"openai": "langchain_openai", "anthropic": "langchain_anthropic", "ollama": "langchain_ollama"}


def missing_package(options: ModelOptions) -> str:
    """The package that the model needs and that is not there; "" if nothing is known to be missing."""
    needed = ("langchain", _PACKAGES.get(options.provider, "langchain"))
    return next((name.replace("_", "-") for name in needed if find_spec(name) is None), "")


def chat_model(options: ModelOptions) -> BaseChatModel:
    """Made anew on each call; raises ModelProblem where it is not installed or not set up."""
    for name in _TRACING:
        os.environ[name] = "false"
    try:
        from langchain.chat_models import init_chat_model

        return init_chat_model(options.model, model_provider=options.provider, **_parameters(options))
    except ImportError:
        raise ModelProblem(
            f"The package for {options.provider!r} is not installed; docs/model.md says which.",
            outcome="misconfigured",
            passing=False,
        ) from None
    except Exception as error:  # every provider has its own way to say that a key is missing
        raise ModelProblem(
            f"{options.name!r} cannot be set up ({type(error).__name__}); docs/model.md says what it needs.",
            outcome="misconfigured",
            passing=False,
        ) from None


def _parameters(options: ModelOptions) -> dict[str, Any]:
    """The same bounds by each provider's names. Trying again is our own business: its pauses have to be bounded too."""
    if options.provider == "ollama":
        return {
            "temperature": 0,
            "num_predict": options.answer_tokens,
            "client_kwargs": {"timeout": options.seconds},
        }
    return {
        "temperature": 0,
        "max_tokens": options.answer_tokens,
        "timeout": options.seconds,
        "max_retries": 0,
    }
