from django.contrib import admin

from customers.admin.audited import AuditedAdmin
from dunning.models import Persona


@admin.register(Persona)
class PersonaAdmin(AuditedAdmin):
    list_display = ("name", "sender_name", "sender_email")
    search_fields = ("name",)
