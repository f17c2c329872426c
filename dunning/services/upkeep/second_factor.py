"""The second factor of a person: an authenticator app, and codes on paper for the day the phone is gone."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django_otp.models import ThrottlingMixin
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.recording import record_event

BACKUP_CODES = 10
APP_DIGITS = 6


class TooManyTries(Exception):
    """A code was wrong several times; `until` says when the next one is looked at."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def has_device(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def unconfirmed_device(user: User) -> TOTPDevice:
    """The app that is being set up: the same key until it is confirmed, so that a reload changes no QR code."""
    found = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
    return found or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


@transaction.atomic
def turn_on(user: User, *, code: str, as_of: datetime) -> tuple[TOTPDevice, list[str]] | None:
    """Confirm the app by a code of it, and make backup codes; None when the code is wrong."""
    waiting = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).order_by("pk").first()
    if waiting is None or not _accepts(waiting, cleaned(code)):
        return None
    waiting.confirmed = True
    waiting.save(update_fields=["confirmed"])
    TOTPDevice.objects.filter(user=user).exclude(pk=waiting.pk).delete()
    codes = _make_codes(user)
    record_event("two_factor.turned_on", subject=user, as_of=as_of, by=user)
    return waiting, codes


@transaction.atomic
def turn_off(user: User, *, by: User | None, as_of: datetime) -> bool:
    """Forget app and codes; False when there were none. `by` is None where a command does it."""
    gone, _ = TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if gone:
        record_event("two_factor.turned_off", subject=user, as_of=as_of, by=by, actor="" if by else "system")
    return bool(gone)


@transaction.atomic
def new_codes(user: User, *, as_of: datetime) -> list[str]:
    """Backup codes in place of the earlier ones, to be shown once."""
    codes = _make_codes(user)
    record_event("two_factor.codes_made", subject=user, as_of=as_of, by=user)
    return codes


def codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def matching_device(user: User, *, code: str) -> TOTPDevice | StaticDevice | None:
    """The device that the code belongs to; a backup code is used up. Raises TooManyTries while wrong ones cool off."""
    word = cleaned(code)
    model = TOTPDevice if word.isdigit() and len(word) == APP_DIGITS else StaticDevice
    device = model.objects.select_for_update().filter(user=user, confirmed=True).order_by("pk").first()
    return device if device is not None and _accepts(device, word) else None


def cleaned(code: str) -> str:
    """As it is stored: people type spaces and dashes, and read capitals off paper."""
    return "".join(code.split()).replace("-", "").lower()


def _accepts(device: ThrottlingMixin, word: str) -> bool:
    allowed, why = device.verify_is_allowed()
    if not allowed:
        raise TooManyTries(why["locked_until"])
    return bool(device.verify_token(word))


def _make_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="backup codes")
    words = {StaticToken.random_token() for _ in range(BACKUP_CODES)}
    StaticToken.objects.bulk_create([StaticToken(device=device, token=word) for word in words])
    return sorted(f"{word[:4]}-{word[4:]}" for word in words)
