"""Who would be escalated today and why, by a rule of a policy as it stands and as edited, before it is saved."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dunning.access import require_all_customers
from dunning.models import EscalationRule, Policy
from dunning.services.cases.rule_changes import change_policy
from dunning.services.escalations.preview import MOST_CUSTOMERS, Preview, preview_escalation
from dunning.workspace.escalation_page.form import RuleForm, condition_of

VIEW = "dunning.view_policy"
CHANGE = ("dunning.change_policy", "dunning.change_escalationrule")
SHOWN = 100


def escalations_view(request: HttpRequest, policy_id: int, *, site: AdminSite) -> HttpResponse:
    """GET with `preview` plans the rule in the query and writes nothing; POST saves it as a new version."""
    may_change = request.user.has_perms(CHANGE)
    if not (may_change or request.user.has_perm(VIEW)):
        raise PermissionDenied
    require_all_customers(request.user)
    policy = get_object_or_404(Policy, pk=policy_id)
    rule = _chosen(request, policy)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        form = RuleForm(request.POST, instance=rule or EscalationRule(policy=policy))
        if form.is_valid():
            return _save(request, policy, form)
        return _page(request, site, policy, rule, form, None)
    now = condition_of(rule) if rule else None
    bound = request.GET if "preview" in request.GET else None
    form = RuleForm(bound, instance=rule or EscalationRule(policy=policy))
    found = None
    if bound is not None and form.is_valid():
        found = preview_escalation(policy=policy, now=now, edited=condition_of(form.instance), as_of=timezone.now())
    return _page(request, site, policy, rule, form, found)


def _chosen(request: HttpRequest, policy: Policy) -> EscalationRule | None:
    """The rule that is asked for; None for a new one. Whoever asks for nothing sees the first."""
    if request.method == "GET" and not request.GET:
        return policy.escalation_rules.first()
    key = request.POST.get("rule", "") or request.GET.get("rule", "")
    return policy.escalation_rules.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None


@transaction.atomic
def _save(request: HttpRequest, policy: Policy, form: RuleForm) -> HttpResponse:
    rule = form.save()
    changed = {name: str(form.cleaned_data.get(name)) for name in form.changed_data}
    if changed:
        changed = {"escalationrule": str(rule), **changed}
        change_policy(policy_id=policy.pk, changed=changed, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("The rule “%(rule)s” is saved; the next round goes by it.") % {"rule": rule.key})
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect(f"{reverse('admin:dunning_policy_escalations', args=[policy.pk])}?rule={rule.pk}")


def _page(
    request: HttpRequest,
    site: AdminSite,
    policy: Policy,
    rule: EscalationRule | None,
    form: RuleForm,
    found: Preview | None,
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Who would be escalated today?"),
        "policy": policy,
        "rule": rule,
        "rules": policy.escalation_rules.all(),
        "form": form,
        "found": found,
        "rows": found.rows[:SHOWN] if found else [],
        "shown": SHOWN,
        "most": MOST_CUSTOMERS,
        "may_change": request.user.has_perms(CHANGE),
    }
    return TemplateResponse(request, "dunning/workspace/escalations/page.html", context)
