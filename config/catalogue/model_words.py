"""Names of models, fields and choices are words on pages too; they are translated without being marked one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partialmethod
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

OWN_APPS = ("customers", "dunning", "agent", "audit")


def make_translatable() -> None:
    """Once, when all models are loaded. What a migration would write of them stays the same."""
    for model in _models():
        if not isinstance(model._meta.verbose_name, Promise):  # then Django made the plural of it, lazily
            model._meta.verbose_name_plural = gettext_lazy(str(model._meta.verbose_name_plural))
            model._meta.verbose_name = gettext_lazy(str(model._meta.verbose_name))
        for enumeration in _enumerations(model):
            for member in enumeration:
                member._label_ = _lazy(member._label_)
        for field in _fields(model):
            field.verbose_name = _lazy(field.verbose_name)
            field.help_text = _lazy(field.help_text)
            if field.choices:
                field.choices = [(value, _lazy(label)) for value, label in field.flatchoices]
                _show_quickly(model, field)


def model_words() -> Iterator[tuple[str, str]]:
    """Each word with the model that has it, for the catalogue."""
    for model in _models():
        place = f"{model._meta.app_label}.{model._meta.model_name}"
        found = [model._meta.verbose_name, model._meta.verbose_name_plural]
        for enumeration in _enumerations(model):
            found += [member.label for member in enumeration]
        for field in _fields(model):
            found += [field.verbose_name, field.help_text, *(label for _, label in field.flatchoices or ())]
        yield from ((str(word), place) for word in found if word and str(word).strip(" –-"))


def _show_quickly(model: type[models.Model], field: models.Field[Any, Any]) -> None:
    """Django translates every choice of a field to show one of them, for each row anew."""
    words = dict(field.flatchoices)

    def shown(row: models.Model) -> str:
        value = getattr(row, field.attname)
        return force_str(words.get(value, value), strings_only=True)

    name = f"get_{field.name}_display"
    if isinstance(vars(model).get(name), partialmethod):  # a model's own stays
        setattr(model, name, shown)


def _lazy(word: Any) -> Any:
    return word if isinstance(word, Promise) or not word else gettext_lazy(word)


def _models() -> Iterator[type[models.Model]]:
    for label in OWN_APPS:
        yield from apps.get_app_config(label).get_models()


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.local_fields + model._meta.local_many_to_many if not field.auto_created]


def _enumerations(model: type[models.Model]) -> list[type[models.Choices]]:
    own = vars(model).values()
    return [value for value in own if isinstance(value, type) and issubclass(value, models.Choices)]
