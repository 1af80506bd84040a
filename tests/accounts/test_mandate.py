"""What must never be false of a mandate: each rule is broken once, in the database itself."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from accounts.models import Mandate
from register.models import Organisation
from tests.factories import make_mandate, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(db):
    return make_user()


def refused(constraint, user, role, scope=None, **fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_mandate(user, role, scope, **fields)


def test_every_role_takes_its_own_scope(places, somebody):
    network = make_organisation("Mreža koordinatora", "mreza")
    fitting = {
        "president": places.jelah,
        "council_member": places.jelah,
        "secretary": places.jelah,
        "coordinator": places.tesanj,
        "editor": places.savez,
        "network_member": network,
        "moderator": None,
        "administrator": None,
    }
    assert set(fitting) == set(Mandate.Role.values)
    for role, scope in fitting.items():
        make_mandate(somebody, role, scope)
        for wrong in {places.jelah, places.tesanj, places.savez, network, None} - {scope}:
            if isinstance(wrong, Organisation) and isinstance(scope, Organisation):
                continue  # what kind of organisation is another rule
            refused("mandate_scope_fits_role", somebody, role, wrong)


def test_two_scopes_at_once_are_refused(places, somebody):
    refused("mandate_scope_fits_role", somebody, "president", places.jelah, municipality=places.tesanj)


def test_an_unknown_role_is_refused(somebody):
    refused("mandate_scope_fits_role", somebody, "king")


def test_the_last_day_comes_after_the_first(somebody):
    refused("mandate_ends_after_start", somebody, "moderator", ends=date(2024, 1, 1))
    refused("mandate_ends_after_start", somebody, "moderator", ends=date(2023, 1, 1))


def test_confirmation_has_a_day(admin, somebody):
    refused("mandate_confirmed_on_a_day", somebody, "moderator", confirmed_by=admin, confirmed_on=None)


def test_nobody_confirms_their_own(somebody):
    refused("mandate_confirmed_by_another", somebody, "moderator", confirmed_by=somebody)


def test_the_same_mandate_twice_at_a_time_is_refused(places, somebody):
    make_mandate(somebody, "president", places.jelah, ends=date(2024, 12, 31))
    refused("mandate_once_at_a_time", somebody, "president", places.jelah, starts=date(2024, 6, 1))
    # the last day still belongs to the first mandate, the day after to the second
    refused("mandate_once_at_a_time", somebody, "president", places.jelah, starts=date(2024, 12, 31))
    make_mandate(somebody, "president", places.jelah, starts=date(2025, 1, 1))


def test_another_place_role_or_person_does_not_overlap(places, somebody):
    make_mandate(somebody, "president", places.jelah)
    make_mandate(somebody, "president", places.kalosevic)
    make_mandate(somebody, "secretary", places.jelah)
    make_mandate(make_user(), "president", places.jelah)


def test_platform_roles_overlap_too(somebody):
    make_mandate(somebody, "moderator")
    refused("mandate_once_at_a_time", somebody, "moderator", starts=date(2025, 1, 1))


def test_active_means_confirmed_and_today(places, somebody):
    today = timezone.localdate()
    day = timedelta(days=1)
    active = make_mandate(somebody, "president", places.jelah, starts=today - 9 * day, ends=today)
    begun = make_mandate(somebody, "secretary", places.jelah, starts=today)
    former = make_mandate(somebody, "president", places.kalosevic, starts=today - 9 * day, ends=today - day)
    future = make_mandate(somebody, "coordinator", places.tesanj, starts=today + day)
    claimed = make_mandate(somebody, "moderator", confirmed_on=None)
    assert set(Mandate.objects.active()) == {active, begun}
    assert set(Mandate.objects.active(on=today + day)) == {begun, future}
    assert set(Mandate.objects.confirmed()) == {active, begun, former, future}
    for mandate in Mandate.objects.for_user(somebody):  # the twin of the queryset agrees
        assert mandate.is_active() == (mandate in {active, begun}), mandate
    assert former.is_former
    assert not active.is_former
    assert not claimed.is_active()
    assert not somebody.is_staff


def test_mandates_are_loaded_once(member, django_assert_num_queries):
    member.__dict__.pop("mandates", None)
    with django_assert_num_queries(1):
        assert member.holds("president")
        assert not member.is_staff
        assert [str(m.scope) for m in member.active_mandates] == ["Jelah"]


def test_history_keeps_numbers_and_cannot_be_changed(places, somebody):
    mandate = make_mandate(somebody, "president", places.jelah)
    mandate.ends = date(2024, 5, 1)
    mandate.save()
    pk, user = mandate.pk, somebody.pk
    somebody.delete()
    assert not Mandate.objects.filter(pk=pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label, user_id, ends FROM accounts_mandateevent WHERE id = %s ORDER BY pgh_id", [pk])
        assert cursor.fetchall() == [
            ("insert", user, None),
            ("update", user, date(2024, 5, 1)),
            ("delete", user, date(2024, 5, 1)),
        ]
        cursor.execute("SELECT data_type FROM information_schema.columns WHERE table_name = 'accounts_mandateevent'")
        assert {kind for (kind,) in cursor.fetchall()} <= {
            "bigint", "integer", "date", "character varying", "text", "timestamp with time zone", "uuid", "jsonb",
        }  # fmt: skip
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            cursor.execute("UPDATE accounts_mandateevent SET role = 'moderator'")
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            cursor.execute("DELETE FROM accounts_mandateevent")
