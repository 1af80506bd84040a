"""The first administrator of a new site."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.mail import Letter
from accounts.models import Mandate, User


class Command(BaseCommand):
    help = "Make EMAIL an administrator, and print and mail a link (valid for an hour) with which to set the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person's own address")

    def handle(self, *args: Any, email: str, **options: Any) -> None:  # noqa: ARG002
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is no e-mail address.") from None
        with transaction.atomic():
            user = self._user(User.objects.normalize_email(email))
            self._mandate(user)
            uid, key = user_pk_to_url_str(user), default_token_generator.make_token(user)
            facts = {"uid": uid, "key": key, "when": timezone.now().isoformat()}
            Letter("first_admin", user.email, context=facts, language="bs", reader_id=user.pk).send()
        path = reverse("account_reset_password_from_key", args=[uid, key])
        self.stdout.write(f"{user.email} is an administrator. Set the password within an hour (mailed too):")
        self.stdout.write(f"{settings.SITE_URL}{path}")
        self.stdout.write("After signing in, the site asks for a second factor before it opens the administration.")

    def _user(self, email: str) -> User:
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        if not user.can_sign_in:
            raise CommandError(f"{email} is closed or a sample account.")
        address, _made = EmailAddress.objects.get_or_create(user=user, email=email)
        EmailAddress.objects.filter(pk=address.pk).update(verified=True, primary=True)
        return user

    def _mandate(self, user: User) -> None:
        """Confirmed by nobody: whoever may run commands on the server needs no confirmation."""
        mandates = user.mandate_set.filter(role=Mandate.Role.ADMINISTRATOR)
        if not mandates.active().exists():
            user.mandate_set.create(role=Mandate.Role.ADMINISTRATOR, confirmed_on=timezone.localdate())
