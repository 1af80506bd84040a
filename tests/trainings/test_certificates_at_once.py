"""Several workers, corrections and orders at the same moment. The controls show what happens without the rows that are held."""

import threading
from contextlib import contextmanager, suppress

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from mzplatform.invariants import INVARIANTS
from tests import factories
from tests.at_once import at_once
from tests.trainings.certifying import GoesOn, over
from trainings import certificates
from trainings.models import Attendance, Certificate, CertificateYear, Order

pytestmark = pytest.mark.django_db(transaction=True)


def broken():
    return {one.name for one in INVARIANTS if "certificate" in one.name and one.broken()}


def work():
    certificates.issue_all(GoesOn())


@contextmanager
def without(statement, back):
    """Something of the database taken away, and put back."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(back)


def test_four_workers_issue_each_once_with_numbers_in_a_row():
    sign_up = over(people=40)
    sign_up.orders.create()
    results = at_once(work, work, work, work)
    assert results == [None] * 4
    numbers = list(Certificate.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 41))
    assert CertificateYear.objects.get().last == 40
    assert not broken()


def test_control_without_the_row_of_the_year_numbers_are_given_twice(monkeypatch):
    sign_ups = [over(people=2), over(people=2)]

    CertificateYear.objects.create(year=timezone.localdate().year)
    both = threading.Barrier(2)

    def save(self, *_args, **_kwargs):
        last = CertificateYear.objects.values_list("last", flat=True).get(pk=self.pk)
        with suppress(threading.BrokenBarrierError):
            both.wait(5)  # each has read before either writes
        CertificateYear.objects.filter(pk=self.pk).update(last=last + 1)

    monkeypatch.setattr(type(CertificateYear.objects), "select_for_update", lambda self, *_a, **_k: self.all())
    monkeypatch.setattr(CertificateYear, "save", save)

    def issue(sign_up):
        for number in list(sign_up.registrations.values_list("pk", flat=True)):
            certificates._issue(number, Order(sign_up=sign_up), certificates.facts_of(sign_up))

    results = at_once(*[lambda one=one: issue(one) for one in sign_ups])
    assert any(isinstance(one, IntegrityError) for one in results) or broken()


def test_two_orders_at_once_are_one(places):
    editor = factories.make_user("urednica@example.ba")
    factories.make_mandate(editor, "editor", places.savez)
    sign_up = over(places.savez, people=3, author=editor)
    results = at_once(*[lambda: certificates.order(sign_up, editor).pk] * 4)
    assert len(set(results)) == 1
    assert sign_up.orders.count() == 1


def correct(sign_up):
    """All of them were not there after all, one after the other, as far as the database lets it be said."""
    refused = 0
    for one in Attendance.objects.filter(registration__sign_up=sign_up).order_by("-pk"):
        try:
            Attendance.objects.filter(pk=one.pk).update(came=False, reason="Ispravka")
        except IntegrityError:
            refused += 1
    return refused


def test_a_correction_and_an_order_at_once_never_leave_a_certificate_without_attendance():
    sign_up = over(people=60)
    sign_up.orders.create()
    refused, worked, again = at_once(lambda: correct(sign_up), work, work)
    assert (worked, again) == (None, None)
    made = Certificate.objects.valid().count()
    assert 0 < made < 60 or refused in {0, 60}
    assert made == refused == Attendance.objects.filter(came=True).count()
    assert not broken()


def test_control_without_the_rule_certificates_stay_that_nobody_earned():
    sign_up = over(people=30)
    sign_up.orders.create()
    with without(
        "ALTER TABLE trainings_attendance DISABLE TRIGGER USER", "ALTER TABLE trainings_attendance ENABLE TRIGGER USER"
    ):
        work()
        correct(sign_up)
    assert broken() == {"certificates_earned"}


def test_three_hundred_by_a_worker_that_is_killed_three_times():
    sign_up = over(people=300)
    sign_up.orders.create()
    for pieces in (70, 70, 70):
        certificates.issue_all(GoesOn(pieces))
    work()
    numbers = Certificate.objects.filter(registration__sign_up=sign_up).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 301))
    assert sign_up.orders.get().done <= timezone.now()
    assert not broken()
