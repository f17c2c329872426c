from django.apps import AppConfig


class ThemeConfig(AppConfig):
    """unfold's, with our own site in the place of its."""

    name = "unfold"

    def ready(self) -> None:
        from django.contrib import admin
        from django.contrib.admin import sites

        from config.admin_site import OfficeSite

        admin.site = sites.site = OfficeSite()


class InstallationConfig(AppConfig):
    name = "config"
    verbose_name = "Installation"

    def ready(self) -> None:
        from config.catalogue.model_words import make_translatable
        from config.login import connect

        connect()
        make_translatable()
