from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Texts and files")

    def ready(self) -> None:
        from .drafts import remember_browser  # noqa: PLC0415 - models exist only now

        user_logged_in.connect(remember_browser, dispatch_uid="content.remember_browser")
