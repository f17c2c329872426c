from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from agent.models import TrainedModel
from audit.sentences import in_readers_language
from customers.admin.read_only import ReadOnlyAdmin


@admin.register(TrainedModel)
class TrainedModelAdmin(ReadOnlyAdmin):
    """What was learned from the own ledger, how right it was on invoices that it had not seen, and what is used."""

    list_display = ("trained_at", "used", "invoices", "days_off", "own_median", "within", "inside")
    list_display_links = ("trained_at",)
    list_columns = ("installed_at", "replaced_at", "refused", "figures")
    ordering = ("-id",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("trained_at", "used", "learned_from")}),
        (
            gettext_lazy("On invoices that it had not seen"),
            {"fields": ("invoices", "days_off", "own_median", "within", "inside", "chances")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrainedModel]:
        """Without the trees themselves, which are megabytes."""
        return super().get_queryset(request).defer("data")

    @admin.display(description=gettext_lazy("Use"))
    def used(self, model: TrainedModel) -> str:
        if model.refused:
            return gettext("Not used: %(reason)s") % {"reason": in_readers_language(model.refused)}
        if model.installed_at is None:
            return gettext("Not used")
        if model.replaced_at is None:
            return gettext("In use")
        return gettext("Used until %(day)s") % {"day": date_format(localtime(model.replaced_at), "DATE_FORMAT")}

    @admin.display(description=gettext_lazy("Learned from"))
    def learned_from(self, model: TrainedModel) -> str:
        card = model.card
        if "debtors" not in card:
            return "–"
        return gettext(
            "%(settled)s payments of %(debtors)s customers, as known on %(day)s; measured on what came after %(from)s"
        ) % {
            "settled": _count(card["settled"]),
            "debtors": _count(card["debtors"]),
            "day": _day(card["known_until"]),
            "from": _day(card["measured_from"]),
        }

    @admin.display(description=gettext_lazy("Invoices"))
    def invoices(self, model: TrainedModel) -> str:
        return _count(model.figures.get("questions", 0))

    @admin.display(description=gettext_lazy("Days off on average"))
    def days_off(self, model: TrainedModel) -> str:
        return _number(model.figures.get("days"), "mae")

    @admin.display(description=gettext_lazy("Days off by the customer's median"))
    def own_median(self, model: TrainedModel) -> str:
        return _number(model.figures.get("own_median"), "mae")

    @admin.display(description=gettext_lazy("Within three days"))
    def within(self, model: TrainedModel) -> str:
        return _percent((model.figures.get("days") or {}).get("within_3"))

    @admin.display(description=gettext_lazy("Inside the 80 % interval"))
    def inside(self, model: TrainedModel) -> str:
        return _percent(model.figures.get("inside"))

    @admin.display(description=gettext_lazy("Chances"))
    def chances(self, model: TrainedModel) -> SafeString:
        """What was foretold beside what came, by days late."""
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in _chances(model.figures)))
        return format_html("<ul>{}</ul>", lines)


def _chances(figures: dict[str, Any]) -> Iterator[str]:
    for days, told in sorted(figures.get("later_than", {}).items(), key=lambda pair: int(pair[0])):
        yield gettext("More than %(days)s days late: foretold %(told)s, was %(was)s, AUC %(area)s") % {
            "days": days,
            "told": _percent(told["mean_chance"]),
            "was": _percent(told["share"]),
            "area": _number(told, "auc", places=3),
        }


def _count(number: int) -> str:
    return number_format(number, force_grouping=True)


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


def _number(figures: dict[str, Any] | None, name: str, *, places: int = 2) -> str:
    value = (figures or {}).get(name)
    return "–" if value is None else number_format(value, decimal_pos=places)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{number_format(100 * share, decimal_pos=1)} %"
