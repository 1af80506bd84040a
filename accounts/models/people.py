"""Who signs in, and how they are addressed."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import names
from register.models import Municipality
from register.models.base import TextFunction, refusal, tracked
from register.models.fields import PlainTextField
from text.slugs import slugify
from ui.prepared import Prepared

from .mandates import Mandate

ABOUT = 600  # letters of what somebody says of themselves


_mandates: Prepared[Mandate] = Prepared(
    lambda user: Mandate.objects.filter(user=user).with_scope().newest_first(), (-1,)
)


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, *, profile: Profile | None = None, **fields: Any
    ) -> User:
        """A user together with the profile that every user has."""
        with transaction.atomic(using=self.db):
            user = self.model(email=self.normalize_email(email), **fields)
            user.set_password(password)
            user.save(using=self.db)
            profile = profile or Profile()
            profile.user = user
            profile.save(using=self.db, force_insert=True)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=self.normalize_email(username))

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Lower case throughout: nobody here has two addresses that differ in case alone."""
        return (email or "").strip().lower()


# Signing in writes `last_login`, which is no news. That address or password changed is kept, what they were is not.
@tracked(secret=("email", "password"), derived=("last_login",))
class User(AbstractBaseUser):
    """A person who can sign in. What they may do is told by their mandates alone."""

    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Switched off, nobody signs in with it; nothing is deleted.")
    )
    # Its password is printed in the manual: it must never work where real people are (see `can_sign_in`).
    is_sample = models.BooleanField(_("sample account"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (
            # With `unique` above: one account for an address in whatever case, and plain lookups use that index.
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="user_email_is_lower_case"),
            models.CheckConstraint(condition=~Q(email=""), name="user_has_email"),
        )
        triggers = (
            # Opened again without undoing it, the account would be erased while its owner uses it.
            refusal(
                "user_who_leaves_is_closed",
                "undo the deletion of this account first",
                "NEW.is_active AND EXISTS (SELECT FROM accounts_deletion WHERE user_id = NEW.id)",
                on=pgtrigger.Update,
            ),
        )

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        self.email = User.objects.normalize_email(self.email)

    def get_full_name(self) -> str:
        """The display name, or the address while there is none."""
        return self.profile.display_name or self.email

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def can_sign_in(self) -> bool:
        """False for a closed account, and for sample accounts anywhere but on a sample site."""
        return self.is_active and (settings.SAMPLE_SITE or not self.is_sample)

    @cached_property
    def mandates(self) -> tuple[Mandate, ...]:
        """Every mandate, current and former, newest first; loaded once for each user object, so for each request.

        Whoever was read with the session says whether there are any (`accounts.backends`).
        """
        if self.pk is None or not vars(self).get("has_mandates", True):
            return ()
        mandates = tuple(_mandates(self.pk))
        for mandate in mandates:
            mandate.user = self
        return mandates

    @property
    def active_mandates(self) -> tuple[Mandate, ...]:
        """The mandates that are confirmed and hold today."""
        return tuple(mandate for mandate in self.mandates if mandate.is_active())

    def holds(self, *roles: str) -> bool:
        """True when one of the roles is held today."""
        return any(mandate.role in roles for mandate in self.active_mandates)

    @property
    def is_staff(self) -> bool:
        """May enter Django admin: moderators and administrators."""
        return self.is_active and self.holds(Mandate.Role.MODERATOR, Mandate.Role.ADMINISTRATOR)

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Django admin asks here; `accounts.backends` answers from the mandates."""
        return any(backend.has_perm(self, perm, obj) for backend in get_backends() if hasattr(backend, "has_perm"))

    def has_perms(self, perms: list[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return any(
            backend.has_module_perms(self, app_label)
            for backend in get_backends()
            if hasattr(backend, "has_module_perms")
        )


class Profile(models.Model):
    """How a person wants to be called and read to."""

    class Address(models.TextChoices):
        FEMININE = "f", _("feminine (council president: predsjednica)")
        MASCULINE = "m", _("masculine (council president: predsjednik)")
        NEUTRAL = "n", _("both forms (predsjednik/ca)")

    class Language(models.TextChoices):
        # The names of languages are written in themselves, so they are not translated.
        BOSNIAN = "bs", "Bosanski"
        CROATIAN = "hr", "Hrvatski"
        SERBIAN_LATIN = "sr-latn", "Srpski (latinica)"
        SERBIAN_CYRILLIC = "sr", "Српски (ћирилица)"
        ENGLISH = "en", "English"

    class Visibility(models.TextChoices):
        NOBODY = "nobody", _("nobody")
        MEMBERS = "members", _("members who are signed in")
        EVERYONE = "everyone", _("everyone")

    user = models.OneToOneField(User, models.CASCADE, related_name="profile", primary_key=True, verbose_name=_("user"))
    display_name = models.CharField(pgettext_lazy("of a person", "name"), max_length=names.MAX_LENGTH, blank=True)
    form_of_address = models.CharField(_("form of address"), max_length=1, choices=Address, default=Address.NEUTRAL)
    language = models.CharField(_("language and script"), max_length=8, choices=Language, default=Language.BOSNIAN)
    municipality = models.ForeignKey(
        Municipality, models.SET_NULL, related_name="+", verbose_name=_("municipality"), null=True, blank=True
    )
    visibility = models.CharField(
        _("who may see your page"), max_length=8, choices=Visibility, default=Visibility.NOBODY
    )
    about = PlainTextField(_("about you"), max_length=ABOUT, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = (
            models.CheckConstraint(
                condition=Q(language__in=["bs", "hr", "sr-latn", "sr", "en"]), name="profile_language"
            ),
            models.CheckConstraint(condition=Q(form_of_address__in=["f", "m", "n"]), name="profile_form_of_address"),
            models.CheckConstraint(
                condition=Q(visibility__in=["nobody", "members", "everyone"]), name="profile_visibility"
            ),
            models.CheckConstraint(
                condition=~Q(display_name__regex=f"[<>{names.UNSEEN}]"), name="profile_name_is_plain"
            ),
            models.CheckConstraint(condition=~Q(display_name__regex=r"^\s|\s$"), name="profile_name_is_trimmed"),
        )
        indexes = (  # whoever is named in a text is looked for by name
            models.Index(
                TextFunction("text_plain", F("display_name"), output_field=models.TextField()),
                name="profile_by_name",
            ),
        )

    def __str__(self) -> str:
        return self.display_name or self.user.email

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk, self.slug])

    @property
    def gender(self) -> str:
        """As one is addressed, `f` or `m`; empty for whoever is addressed by neither."""
        return "" if self.form_of_address == self.Address.NEUTRAL else str(self.form_of_address)

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.display_name) or "osoba"

    @property
    def for_members(self) -> bool:
        """A page of this person is there for whoever is signed in."""
        return self.user.is_active and bool(self.display_name) and self.visibility != self.Visibility.NOBODY

    @property
    def for_everyone(self) -> bool:
        """The same for visitors too."""
        return self.for_members and self.visibility == self.Visibility.EVERYONE
