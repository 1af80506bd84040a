"""Django admin at /upravljanje/: who may enter is decided by mandates (`accounts.policy`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import update_wrapper
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.policy import can_open_admin
from accounts.views import sign_out
from text.languages import current

NOT_OURS = {
    "account",
    "auth",
    "mfa",
    "usersessions",
}  # tables of packages: no words in our languages, nothing to do there
View = Any  # a view, or a method of this class: Django types it narrowly


class PlatformAdminSite(admin.AdminSite):
    """Signs in through the site's own page, never through a form of its own."""

    site_title = _("Administration")
    site_header = _("Administration")
    index_title = _("What do you want to look after?")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Everything but what the packages bring: roles are mandates, and people keep their own second factor."""
        several = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        ours = [model for model in several if model._meta.app_label not in NOT_OURS]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return can_open_admin(request.user)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """For a visitor sign-in, for a member nothing is here (404), for staff perhaps the second factor first."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not user.is_staff:
                raise Http404
            if not self.has_permission(request):
                messages.warning(request, gettext("Set up two-step sign-in first; then the administration opens."))
                return redirect("mfa_index")
            answer: HttpResponse = inner(request, *args, **kwargs)
            if isinstance(answer, TemplateResponse):
                answer.add_post_render_callback(name_language)
            return answer

        return update_wrapper(guarded, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002
        """There is one way in for everybody."""
        answer: HttpResponse = self.admin_view(lambda _request: redirect("admin:index"))(request)
        return answer

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002
        answer: HttpResponse = sign_out(request)
        return answer

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002
        return redirect("account_change_password")


def name_language(page: TemplateResponse) -> None:
    """`<html lang>` as on all other pages (`sr-Cyrl`): the template of Django has its own code there (`sr`)."""
    language = current()
    page.content = page.content.replace(
        f'<html lang="{language.code}"'.encode(), f'<html lang="{language.tag}"'.encode(), 1
    )
