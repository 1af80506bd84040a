"""The page for the code that comes by mail: allauth's, but an empty field costs nothing, and the end says what to do."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_not_required
from allauth.account.views import ConfirmEmailVerificationCodeView
from allauth.core.exceptions import RateLimited
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView


@method_decorator(login_not_required, name="dispatch")
class ConfirmAddress(ConfirmEmailVerificationCodeView):
    """Three wrong codes end it; the same words for an address that has an account already."""

    def _resend_form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        """The page that follows is the same, so it says that something happened, also where there is no such account."""
        try:
            self._process.resend()
        except RateLimited:
            messages.error(self.request, get_adapter().error_messages["rate_limited"])
        else:
            messages.success(self.request, _("We sent a new code. The one before no longer works."))
        return redirect(self.passthrough_next_url(reverse("account_email_verification_sent")))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Only what was typed is an attempt."""
        if self._action != "verify":
            return super().form_invalid(form)  # type: ignore[no-any-return]
        nothing_typed = not "".join(self.request.POST.get("code", "").split())
        if nothing_typed or self._process.record_invalid_attempt():
            answer: HttpResponse = FormView.form_invalid(self, form)
            return answer
        if self.request.user.is_authenticated:
            messages.error(
                self.request, _("The code was wrong three times and ends with that. Type the new address again.")
            )
            return redirect(reverse("account_email"))
        text = _(
            "The code was wrong three times and ends with that. Sign in with your password: we send you a new one."
        )
        messages.error(self.request, text)
        return redirect(reverse("account_login"))
