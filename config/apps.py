from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "config"
    verbose_name = "Installation"
