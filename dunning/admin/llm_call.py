from django.contrib import admin

from agent.models import LLMCall
from customers.admin.read_only import ReadOnlyAdmin


@admin.register(LLMCall)
class LLMCallAdmin(ReadOnlyAdmin):
    """What was asked of the chat model, what it cost and how it ended; no text of any mail."""

    list_display = (
        "called_at",
        "purpose",
        "model",
        "outcome",
        "tokens_in",
        "tokens_out",
        "cost",
        "latency_ms",
        "problem",
    )
    list_filter = ("outcome",)
    search_fields = ("model__startswith",)
    ordering = ("-id",)
