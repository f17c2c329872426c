from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "config"
    verbose_name = "Installation"

    def ready(self) -> None:
        from config.catalogue.model_words import make_translatable
        from config.login import connect

        connect()
        make_translatable()
