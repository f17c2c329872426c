"""Statements of account, made when a customer asks for one and stored like any other document."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from audit.recording import record_event
from customers.models import Document
from dunning.account_facts import account_facts
from dunning.local_days import today_of
from dunning.models import Case


@transaction.atomic
def make_statement(case: Case, *, as_of: datetime) -> Document:
    """The debtor's open items with this creditor as PDF, in the debtor's language, as of its own day."""
    from dunning.statements import as_pdf, statement_of
    from dunning.statements.words import words_in

    facts, today = account_facts(case, as_of=as_of), today_of(case, as_of=as_of)
    title = words_in(facts.language)[1]["title"]
    pdf = as_pdf(statement_of(facts, company=case.creditor.name, on=today))
    document = Document(
        customer=case.debtor, kind=Document.Kind.STATEMENT, name=f"{title} {today.isoformat()}.pdf", added_at=as_of
    )
    document.file.save(f"statement-{case.debtor_id}-{today.isoformat()}.pdf", ContentFile(pdf), save=True)
    record_event("document.statement_made", subject=document, as_of=as_of, debtor_id=case.debtor_id)
    return document
