"""Where allauth asks the project: who may sign in, from which address, which words, which mail."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from text.languages import current

from . import leaving, wording
from .mail import Letter
from .models import Profile, User

FACTS = ("code", "uid", "key", "from_email", "to_email", "deleted_email")  # of allauth's context, those a letter uses


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and up."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultAccountAdapter.error_messages, **wording.ERRORS}

    # -- who and from where

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Every way of signing in passes here, passkeys and reset links too."""
        if not user.can_sign_in:
            clear_login(request)
            if (deletion := leaving.of(user)) is not None:
                return redirect("accounts:keep", leaving.key_of(deletion))
            closed: HttpResponse = self.respond_user_inactive(request, user)
            return closed
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the site believes (`ClientAddressMiddleware`); the header itself is never looked at here."""
        try:
            return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")))
        except ValueError:
            return "0.0.0.0"  # noqa: S104 - a server behind a Unix socket knows no address; all share one limit

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002
        """One account, one limit. allauth adds the Host header, whose port the client may vary at will."""
        return User.objects.normalize_email(credentials.get("email"))

    def is_safe_url(self, url: str) -> bool:
        """After signing in nobody is led to another host, not even to one that this server answers for."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home, in the language that the person chose."""
        with translation.override(cast("User", request.user).profile.language):
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:  # noqa: ARG002
        """Of a changed address; a new account goes on as after signing in."""
        return resolve_url("accounts:overview")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return resolve_url("accounts:overview")

    # -- signing up

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """User and profile together or not at all. The language of the page is the first guess at the person's."""
        with transaction.atomic():
            super().save_user(request, user, form, commit=commit)
            if commit:
                name = form.cleaned_data.get("display_name", "")
                Profile.objects.create(user=user, display_name=name, language=current().code)
        return user

    # -- words

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or wording.MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    # -- mail

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox, as an event with its facts.

        Of what a stranger could ask for nobody gets more than a few; the page says the same as ever, so that it
        tells nothing about the account.
        """
        event, what = wording.letter_for(template_prefix)
        if event in wording.ASKED_BY_ANYONE and not self._may_still_write(email):
            return
        facts = {name: str(context[name]) for name in FACTS if name in context}
        facts |= {"what": what, "when": timezone.now().isoformat()}
        # Looked up for known and unknown addresses alike, so that both take the same time.
        known: User | None = context.get("user")
        reader = known or User.objects.filter(email=User.objects.normalize_email(email)).first()
        number = reader.pk if reader else None
        Letter(event, email, context=facts, language=current().code, reader_id=number).send()

    def _may_still_write(self, email: str) -> bool:
        usage = ratelimit.consume(
            allauth_context.request,
            app="allauth.account",
            action="mail",
            key=User.objects.normalize_email(email),
            limit_get=True,
        )
        return usage is not None

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_reset_password_from_key_url(self, key: str) -> str:  # noqa: ARG002
        """Not needed: the letter makes the link when it leaves, on SITE_URL and in the reader's language."""
        return ""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Apps with codes, passkeys, recovery codes. Their secrets are encrypted with a key made from SECRET_KEY."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultMFAAdapter.error_messages, **wording.SECOND_FACTOR_ERRORS}

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER


def _fernet() -> MultiFernet:
    """Keys from SECRET_KEY and its fallbacks: after a change the old one still decrypts."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
