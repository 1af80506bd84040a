"""Certificates, and the orders by which they are issued."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import names
from content.models.audit import audit
from register.models.base import refusal
from register.models.fields import LineField

from ..codes import LENGTH, SIGNS, grouped, new_code
from .signups import Registration, SignUp

SAID = ("title", "begins", "ends", "held_in", "issuer", "sessions", "sessions_of", "with_quiz", "is_sample")
"""What it says of the training, as it was on the day of issue."""

# Both a certificate and a correction of who was there first take the registration, so that neither misses the other.
EARNED = """
    PERFORM FROM trainings_registration WHERE id = NEW.registration_id FOR NO KEY UPDATE;
    IF NEW.revoked IS NULL AND NEW.sessions > (
            SELECT count(*) FROM trainings_attendance WHERE registration_id = NEW.registration_id AND came) THEN
        RAISE EXCEPTION 'certificate_without_attendance: they were not there so often'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_without_attendance';
    END IF;
    RETURN NEW;
"""
STILL_EARNED = """
    PERFORM FROM trainings_registration WHERE id = OLD.registration_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM trainings_certificate WHERE registration_id = OLD.registration_id AND revoked IS NULL
            AND sessions > (SELECT count(*) FROM trainings_attendance
                WHERE registration_id = OLD.registration_id AND came)) THEN
        RAISE EXCEPTION 'attendance_of_a_certificate: a certificate says that they were there'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_of_a_certificate';
    END IF;
    RETURN NULL;
"""


def still_earned() -> pgtrigger.Trigger:
    """For attendance: what a certificate says cannot become untrue; it is revoked first."""
    return pgtrigger.Trigger(
        name="attendance_of_a_certificate",
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=STILL_EARNED,
    )


class Order(models.Model):
    """That certificates of a training shall be issued to all who earned one; the worker does it, piece by piece."""

    sign_up = models.ForeignKey(
        SignUp, models.CASCADE, related_name="orders", verbose_name=pgettext_lazy("for a training", "sign-up")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("by whom"), null=True, blank=True
    )
    asked = models.DateTimeField(_("asked"), default=timezone.now)
    done = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("order of certificates")
        verbose_name_plural = _("orders of certificates")
        constraints = (
            models.UniqueConstraint(fields=["sign_up"], condition=Q(done=None), name="certificate_order_one_at_a_time"),
        )
        triggers = (audit(),)

    def __str__(self) -> str:
        return f"{self.sign_up_id}: {self.asked:%Y-%m-%d}"


class CertificateYear(models.Model):
    """The last number of a year. Whoever issues takes this row, so that numbers have neither doubles nor gaps."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("year of certificates")
        verbose_name_plural = _("years of certificates")

    def __str__(self) -> str:
        return f"{self.last}/{self.year}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> CertificateQuerySet:
        """Those that were not revoked."""
        return self.filter(revoked=None)


class Certificate(models.Model):
    """Proof of attendance that anyone can check. What it says never changes; a wrong one is revoked, and another issued.

    The paper is drawn from this row whenever somebody wants it (`trainings.paper`), so there is no file that could be lost
    or differ. Names are kept in both scripts, as the person writes them.
    """

    registration = models.ForeignKey(
        Registration, models.RESTRICT, related_name="certificates", verbose_name=_("registration")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    name_latin = LineField(_("name in Latin letters"), max_length=2 * names.MAX_LENGTH, blank=True)
    name_cyrillic = LineField(_("name in Cyrillic letters"), max_length=2 * names.MAX_LENGTH, blank=True)
    title = LineField(_("training"), max_length=200)
    begins = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    held_in = LineField(_("where"), max_length=160, blank=True)
    issuer = LineField(_("issued by"), max_length=1000)
    sessions = models.PositiveSmallIntegerField(_("sessions attended"))
    sessions_of = models.PositiveSmallIntegerField(_("of how many"))
    with_quiz = models.BooleanField(_("with a passed quiz"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)
    issued = models.DateTimeField(_("issued on"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("by whom"), null=True, blank=True
    )
    revoked = models.DateTimeField(_("revoked on"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("revoked by"), null=True, blank=True
    )
    revoked_why = LineField(_("why it was revoked"), max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", models.RESTRICT, related_name="replaced_by", verbose_name=_("instead of"), null=True, blank=True
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="certificate_number_once_a_year"),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(revoked=None), name="certificate_one_for_a_registration"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="certificate_number_from_one"),
            models.CheckConstraint(
                condition=Q(code__regex=f"^[{SIGNS}]{{{LENGTH}}}$"), name="certificate_code_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(sessions__gte=1, sessions__lte=models.F("sessions_of")), name="certificate_was_there"
            ),
            models.CheckConstraint(
                condition=Q(revoked=None, revoked_why="")
                | (Q(revoked__isnull=False) & (~Q(revoked_why="") | Q(name_latin=""))),
                name="certificate_revoked_with_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(name_latin="") & Q(name_cyrillic="") & Q(revoked__isnull=False))
                | (~Q(name_latin="") & ~Q(name_cyrillic="")),
                name="certificate_has_a_name",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="certificate_says_the_same",
                fields=["registration", "year", "number", "code", "issued", "replaces", *SAID],
            ),
            pgtrigger.Protect(name="certificate_stays", operation=pgtrigger.Delete),
            refusal(
                "certificate_stays_revoked",
                "what was revoked is not valid again",
                "OLD.revoked IS NOT NULL AND NEW.revoked IS DISTINCT FROM OLD.revoked",
                on=pgtrigger.Update,
            ),
            refusal(
                "certificate_replaces_a_revoked_one",
                "the former one is still valid, or that of somebody else",
                "NOT EXISTS (SELECT FROM trainings_certificate WHERE id = NEW.replaces_id AND revoked IS NOT NULL"
                " AND registration_id = NEW.registration_id)",
                condition=pgtrigger.Q(new__replaces__isnull=False),
            ),
            refusal(
                "certificate_without_quiz",
                "they passed no quiz",
                "NOT EXISTS (SELECT FROM trainings_quiztry WHERE registration_id = NEW.registration_id"
                " AND \"when\" = 'after' AND passed)",
                on=pgtrigger.Insert,
                condition=pgtrigger.Q(new__with_quiz=True),
            ),
            pgtrigger.Trigger(
                name="certificate_earned", when=pgtrigger.Before, operation=pgtrigger.Insert, func=EARNED
            ),
            audit(),
        )

    def __str__(self) -> str:
        return self.numbered

    @property
    def numbered(self) -> str:
        """As people quote it: `17/2026`."""
        return f"{self.number}/{self.year}"

    @property
    def is_valid(self) -> bool:
        return self.revoked is None

    @property
    def spelled(self) -> str:
        """The code in groups."""
        return grouped(self.code)

    @property
    def days(self) -> list[date]:
        """The first and the last day; one where they are the same."""
        return list(dict.fromkeys([self.begins, self.ends]))

    def name_in(self, script: Any) -> str:
        """The name as the person writes it in that script; empty once they have left."""
        return str(self.name_cyrillic if script == "Cyrl" else self.name_latin)
