from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class PlatformConfig(AppConfig):
    name = "mzplatform"
    label = "mzplatform"

    def ready(self) -> None:
        """Registers our system checks and signals, and what the search finds."""
        from mzplatform import checks, connections, finding  # noqa: F401, PLC0415 - models exist only now
        from search import kinds  # noqa: PLC0415

        kinds.register(*finding.KINDS)


class AdminConfig(DjangoAdminConfig):
    """Django admin with our own site class: mandates decide who may enter."""

    default_site = "mzplatform.admin_site.PlatformAdminSite"
