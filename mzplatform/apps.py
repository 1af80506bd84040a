from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class PlatformConfig(AppConfig):
    name = "mzplatform"
    label = "mzplatform"

    def ready(self) -> None:
        """Registers our system checks and signals."""
        from mzplatform import checks, connections  # noqa: F401, PLC0415


class AdminConfig(DjangoAdminConfig):
    """Django admin with our own site class: mandates decide who may enter."""

    default_site = "mzplatform.admin_site.PlatformAdminSite"
