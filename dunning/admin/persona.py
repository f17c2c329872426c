from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from audit.sentences import in_readers_language
from customers.admin.audited import AuditedAdmin
from dunning.models import Persona
from dunning.wording_check import check_persona
from dunning.workspace.persona_letters import persona_letters


class PersonaForm(forms.ModelForm):
    """Sign-offs a line each: the language, a colon, the line. What the guardrails block in a letter is not saved."""

    sign_offs = forms.CharField(
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("A language a line, such as “de: Beste Grüße aus Hamburg”. Other languages keep our own."),
    )

    class Meta:
        model = Persona
        fields = ("name", "sender_name", "sender_title", "sender_email", "tone", "sign_offs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = (self.instance.sign_offs or {}).items()
        self.initial["sign_offs"] = "\n".join(f"{language}: {line}" for language, line in sorted(lines))

    def clean_sign_offs(self) -> dict[str, str]:
        from agent.drafting.catalogue import languages

        found = {}
        for row in filter(None, map(str.strip, self.cleaned_data["sign_offs"].splitlines())):
            language, colon, line = row.partition(":")
            code = language.strip().lower()
            if not colon or not line.strip() or code not in languages():
                raise forms.ValidationError(
                    gettext("“%(row)s” is not a language that letters are written in, a colon and a line.")
                    % {"row": row}
                )
            found[code] = line.strip()
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            problems = check_persona(
                name=cleaned["sender_name"], title=cleaned["sender_title"], sign_offs=cleaned["sign_offs"]
            )
            for problem in problems:
                shown = f"“{problem.sentence}”: " if problem.sentence else ""
                self.add_error(None, f"{shown}{in_readers_language(problem.why)}")
        return cleaned


@admin.register(Persona)
class PersonaAdmin(AuditedAdmin):
    """In whose name letters go out, with letters as it signs them."""

    form = PersonaForm
    list_display = ("name", "sender_name", "sender_title", "sender_email", "used_by")
    search_fields = ("name",)
    fields = (("name", "sender_email"), ("sender_name", "sender_title"), "tone", "sign_offs")
    change_form_outer_after_template = "dunning/admin/persona.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("policies")

    @admin.display(description=_("Used by"))
    def used_by(self, persona: Persona) -> str:
        return ", ".join(policy.name for policy in persona.policies.all()) or "–"

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        persona = kwargs.get("obj")
        if persona is not None:
            context["letters"] = persona_letters(persona)
        return super().render_change_form(request, context, *args, **kwargs)
