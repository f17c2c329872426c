from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = "Receivables ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from customers.lookups import register

        register()
