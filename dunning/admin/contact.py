from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from customers.admin.contact import ContactAdmin
from customers.models import Contact
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.services.contacts.edits import save_contact
from dunning.services.contacts.suggestions import confirm_contact, decline_contact

CHANGE = "customers.change_contact"


def _confirm(contact: Contact, /, *, by: Any, as_of: Any) -> str:
    confirm_contact(contact_id=contact.pk, by=by, as_of=as_of)
    return gettext("%(email)s is written to from now on.") % {"email": contact.email}


def _decline(contact: Contact, /, *, by: Any, as_of: Any) -> str:
    decline_contact(contact_id=contact.pk, by=by, as_of=as_of)
    return gettext("%(email)s is not written to.") % {"email": contact.email}


def _suggested(contact: Contact) -> bool:
    return contact.state == Contact.State.SUGGESTED


class KeptContactAdmin(DeedsMixin, ContactAdmin):
    """Contacts can be added and changed by hand; a suggestion is confirmed or declined by its buttons."""

    fields = (("customer", "role"), ("name", "email"), ("language", "state"), ("absent_until", "stand_in"), "origin")
    autocomplete_fields = ("customer", "stand_in")
    deeds = (
        Deed("confirm", _("Write to this contact"), CHANGE, _confirm, when=_suggested, icon="check", variant="primary"),
        Deed("decline", _("Do not write to it"), CHANGE, _decline, when=_suggested, icon="close"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:  # type: ignore[override]
        return ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request: HttpRequest, obj: Contact | None = None) -> bool:
        return ModelAdmin.has_change_permission(self, request, obj) and self.has_view_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Contact | None = None) -> Any:
        return self.fields if obj else self.fields[:-1]

    def get_readonly_fields(self, request: HttpRequest, obj: Contact | None = None) -> tuple[str, ...]:
        if obj is None:
            return ("origin", "state")
        return ("customer", "origin", "state") if _suggested(obj) else ("customer", "origin")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "state":
            kwargs["choices"] = [("active", gettext("Active")), ("left", gettext("Left"))]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Contact, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.origin = "by_hand"
        save_contact(contact=obj, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]


admin.site.unregister(Contact)
admin.site.register(Contact, KeptContactAdmin)
