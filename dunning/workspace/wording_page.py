"""Letters in the installation's own words: all sentences of a language, and the page of one, with its letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from audit.models import AuditEvent
from dunning.access import require_all_customers
from dunning.models import Case, Wording
from dunning.sample_accounts import sample_orders
from dunning.services.cadences.wordings import WordingRefused, change_wording, real_orders, reset_wording
from dunning.wording_check import Place, Problem, letters_with
from dunning.workspace.frame import letter_document

VIEW, CHANGE = "dunning.view_wording", "dunning.change_wording"
SHOWN_CASES, SHOWN_EVENTS, SHOWN_LETTERS = 60, 20, 6
# Groups beside the purposes, by the first part of a path.
GROUPS = {
    "greeting": gettext_lazy("Greeting"),
    "lead": gettext_lazy("How the customer is spoken to"),
    "thread": gettext_lazy("What happened last"),
    "closing": gettext_lazy("Closing"),
    "sign_off": "Sign-off",
    "pay": gettext_lazy("How to pay"),
    "fee": gettext_lazy("Costs of delay"),
    "apart": gettext_lazy("Mentioned apart"),
    "also": gettext_lazy("Also open"),
    "dispute": gettext_lazy("Reasons of disputes"),
    "documents": gettext_lazy("Names of documents"),
    "table": gettext_lazy("Tables"),
    "joining": gettext_lazy("Lists and sentences"),
}


@dataclass(frozen=True)
class Sentence:
    place: Place
    part: str
    ours: tuple[str, ...]
    own: Wording | None
    url: str


def wordings_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Our sentences beside the installation's, by language and purpose. One query beside the page's own."""
    _require(request, VIEW, CHANGE)
    from agent.drafting.catalogue import languages

    language = request.GET.get("language", "en")
    language = language if language in languages() else "en"
    own = {(row.path, row.variant): row for row in Wording.objects.filter(language=language)}
    groups = _groups()
    group = request.GET.get("group", "")
    group = group if group in groups else next(iter(groups))
    changed = {key: sum(1 for path, _ in own if _group_of(path) == key) for key in groups}
    context = {
        **site.each_context(request),
        "title": gettext("Wording"),
        "languages": _languages(),
        "language": language,
        "groups": [(key, words, changed[key]) for key, words in groups.items()],
        "group": group,
        "sentences": _sentences(language, group, own),
        "own_total": len(own),
    }
    return TemplateResponse(request, "dunning/workspace/wordings.html", context)


def sentence_view(request: HttpRequest, language: str, path: str, variant: int, *, site: AdminSite) -> HttpResponse:
    """One sentence: looked at in letters, kept where nothing stands against it, or given up for ours."""
    _require(request, VIEW, CHANGE)
    place = Place(language, path, variant)
    try:
        ours = place.ours
    except LookupError:
        raise Http404 from None
    own = Wording.objects.filter(language=language, path=path, variant=variant).first()
    forms = tuple(own.forms) if own else ours
    problems: tuple[Problem, ...] = ()
    case = _case(request)
    if request.method == "POST":
        _require(request, CHANGE)
        if "reset" in request.POST:
            reset_wording(place, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
            messages.success(request, gettext("Our own sentence stands again."))
            return HttpResponseRedirect(_list_url(place))
        forms = tuple(request.POST.get(f"form-{number}", "").strip() for number in range(len(ours)))
        if "save" in request.POST:
            try:
                change_wording(place, forms, by=request.user, as_of=timezone.now(), case=case)  # type: ignore[arg-type]
            except WordingRefused as refused:
                problems = refused.problems
            else:
                messages.success(request, gettext("Letters are worded so from the next drafts on."))
                return HttpResponseRedirect(_list_url(place))
    letters, faults = _letters(place, forms, case)
    context = {
        **site.each_context(request),
        "title": f"{_named(place)}: {_languages_by_code()[language]}",
        "place": place,
        "rows": list(zip(forms, ours, _english(place, len(ours)), strict=True)),
        "own": own,
        "problems": problems or faults,
        "letters": letters,
        "cases": _cases(case),
        "case": case,
        "events": _events(place),
        "may_change": request.user.has_perm(CHANGE),
        "back": _list_url(place),
    }
    return TemplateResponse(request, "dunning/workspace/wording.html", context)


def _require(request: HttpRequest, *permissions: str) -> None:
    if not any(request.user.has_perm(permission) for permission in permissions):
        raise PermissionDenied
    require_all_customers(request.user)  # true accounts are offered for letters


def _groups() -> dict[str, str]:
    from agent.drafting import PURPOSES

    return {purpose: purpose.replace("_", " ").capitalize() for purpose in PURPOSES} | {
        key: str(words) for key, words in GROUPS.items()
    }


def _group_of(path: str) -> str:
    first, _, rest = path.partition(".")
    return rest.split(".")[0] if first == "purpose" else first


def _languages() -> list[tuple[str, str]]:
    """Code and own name, sorted by name."""
    return sorted(_languages_by_code().items(), key=lambda named: named[1])


def _languages_by_code() -> dict[str, str]:
    from babel import Locale

    from agent.drafting.catalogue import languages

    return {code: (Locale.parse(code).get_display_name("en") or code) for code in languages()}


def _sentences(language: str, group: str, own: dict[tuple[str, int], Wording]) -> list[Sentence]:
    from agent.drafting.catalogue import catalogue_for

    found = []
    for path, variants in catalogue_for(language).wordings.items():
        if _group_of(path) != group:
            continue
        for number, variant in enumerate(variants):
            place = Place(language, path, number)
            url = reverse("admin:dunning_wording_sentence", args=[language, path, number])
            found.append(Sentence(place, _part(path), variant.forms, own.get((path, number)), url))
    return found


def _part(path: str) -> str:
    """What is left of a path below its group, in words."""
    parts = path.split(".")[2 if path.startswith("purpose.") else 1 :]
    return " ".join(parts).replace("_", " ")


def _named(place: Place) -> str:
    return f"{_groups()[_group_of(place.path)]}, {_part(place.path)}, {place.variant + 1}"


def _english(place: Place, count: int) -> list[str]:
    """The source beside each form; English has two at most. Empty where the language is English itself."""
    if place.language == "en":
        return [""] * count
    forms = place.english
    return [forms[min(number, len(forms) - 1)] for number in range(count)]


def _list_url(place: Place) -> str:
    return f"{reverse('admin:dunning_wording_changelist')}?language={place.language}&group={_group_of(place.path)}"


def _case(request: HttpRequest) -> Case | None:
    """The true account that was chosen, if this person may see accounts."""
    chosen = request.POST.get("case") or request.GET.get("case") or ""
    if not (chosen.isdecimal() and len(chosen) < 18 and request.user.has_perm("dunning.view_case")):
        return None
    related = ("debtor", "creditor", "policy__persona")
    return Case.objects.select_related(*related).filter(pk=chosen).exclude(status=Case.Status.CLOSED).first()


def _cases(case: Case | None) -> list[Case]:
    """Open cases to choose from, most at stake first, the chosen one among them."""
    listed = list(Case.objects.exclude(status="closed").select_related("debtor").order_by("-exposure")[:SHOWN_CASES])
    return listed if case is None or case in listed else [case, *listed]


def _letters(
    place: Place, forms: tuple[str, ...], case: Case | None
) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """A letter an account, the true one first, each with the document of a sandboxed frame, or why there is none."""
    orders = real_orders(case, language=place.language, path=place.path, as_of=timezone.now())
    orders += list(sample_orders(language=place.language, path=place.path))
    found: dict[str, dict[str, Any]] = {}
    try:
        for letter in letters_with(place, forms, orders):
            if letter.account not in found:
                framed = letter_document(letter.draft.html, language=place.language)
                found[letter.account] = {"account": letter.account, "draft": letter.draft, "framed": framed}
            if len(found) == SHOWN_LETTERS:
                break
    except (KeyError, IndexError, ValueError) as problem:
        return [], (Problem(gettext("No letter can be written so: %(problem)s") % {"problem": problem}),)
    return list(found.values()), ()


def _events(place: Place) -> list[AuditEvent]:
    """What was done to this sentence, newest first; one query."""
    events = AuditEvent.objects.filter(subject_type="wording", data__language=place.language, data__path=place.path)
    return list(events.filter(data__variant=place.variant).select_related("user").order_by("-pk")[:SHOWN_EVENTS])
