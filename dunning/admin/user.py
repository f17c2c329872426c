"""Users and groups with the admin's own forms; the plain ones look foreign here and hash nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.utils import reset
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as PlainGroupAdmin
from django.contrib.auth.admin import UserAdmin as PlainUserAdmin
from django.contrib.auth.models import Group, User
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from audit.recording import record_event
from customers.admin.audited import record_change
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.services.upkeep.second_factor import has_device, turn_off

CHANGE = "auth.change_user"
SECRETS = ("password", "password1", "password2", "usable_password")

admin.site.unregister(User)
admin.site.unregister(Group)
# Their keys are nobody's to read: a person's second factor is turned off on the page of the user.
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)


def _unlock(user: User, /, *, by: Any, as_of: datetime) -> str:
    reset(username=user.username)
    record_event("login.unlocked", subject=user, as_of=as_of, by=by)
    return _("%(name)s can try to log in again.") % {"name": user}


def _forget_second_factor(user: User, /, *, by: Any, as_of: datetime) -> str:
    turn_off(user, by=by, as_of=as_of)
    return _("Two-factor login of %(name)s is off; the password alone lets in until it is set up again.") % {
        "name": user
    }


@admin.register(User)
class UserAdmin(DeedsMixin, PlainUserAdmin, ModelAdmin):
    """Only superusers change users: whoever could would make itself one. What changed is on the audit trail."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active", "second_factor")
    list_filter = ("is_active", "is_superuser", "groups")
    deeds = (
        Deed("unlock", gettext_lazy("Let log in again"), CHANGE, _unlock, icon="lock_open"),
        Deed(
            "second-factor-off",
            gettext_lazy("Turn two-factor login off"),
            CHANGE,
            _forget_second_factor,
            when=has_device,
            hint=gettext_lazy("For somebody whose phone and backup codes are gone. Be sure that it is this person."),
            icon="phonelink_erase",
            variant="danger",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        apps = TOTPDevice.objects.filter(user=models.OuterRef("pk"), confirmed=True)
        rows = super().get_queryset(request).annotate(has_second_factor=models.Exists(apps))
        return rows.prefetch_related("groups")

    @admin.display(description=gettext_lazy("Roles"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "–"

    @admin.display(description=gettext_lazy("Two-factor"), boolean=True, ordering="has_second_factor")
    def second_factor(self, user: Any) -> bool:
        return bool(user.has_second_factor)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and request.user.is_superuser

    def may(self, request: HttpRequest, deed: Deed, row: models.Model) -> bool:
        return super().may(request, deed, row) and self.has_change_permission(request, row)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data or not change:
            record_change(request, obj, "changed" if change else "added", _changed(form))


def _changed(form: forms.ModelForm) -> dict[str, str]:
    """Each field with its new value; of a password only that it is another one."""
    return {
        name: "changed" if name in SECRETS else _in_words(form.cleaned_data.get(name))
        for name in form.changed_data
        if name != "usable_password"
    }


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, models.QuerySet) else str(value)


@admin.register(Group)
class GroupAdmin(PlainGroupAdmin, ModelAdmin):
    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data or not change:
            record_change(request, obj, "changed" if change else "added", _changed(form))
