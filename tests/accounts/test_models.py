"""What the database holds about users and profiles, whoever writes to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Profile, User
from accounts.names import skeletons
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_one_account_for_an_address_in_any_case():
    user = make_user("Ana@Example.BA")
    assert user.email == "ana@example.ba"
    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        make_user("ANA@example.ba")
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Ana@example.ba")
    with pytest.raises(IntegrityError, match="user_has_email"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="")
    assert User.objects.get_by_natural_key(" ANA@EXAMPLE.BA") == user


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("profile_name_is_plain", {"display_name": "a<b"}),
        ("profile_name_is_plain", {"display_name": "a\u202eb"}),
        ("profile_name_is_plain", {"display_name": "a\u200bb"}),
        ("profile_name_is_plain", {"display_name": "a\nb"}),
        ("profile_name_is_trimmed", {"display_name": " a"}),
        ("profile_language", {"language": "de"}),
        ("profile_form_of_address", {"form_of_address": "x"}),
    ],
)
def test_each_constraint_of_the_profile_broken_once(constraint, change):
    user = make_user()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Profile.objects.filter(user=user).update(**change)


def test_changes_are_remembered_without_addresses_and_passwords_signing_in_is_not(client_of):
    user = make_user()
    client_of(user)
    user.is_active = False
    user.save()
    User.objects.filter(pk=user.pk).update(email="nova@example.ba")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, is_active FROM accounts_userevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [user.pk]
        )
        assert cursor.fetchall() == [("insert", True), ("update", False), ("update", False)]
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'accounts_userevent'")
        assert not {"email", "password"} & {name for (name,) in cursor.fetchall()}


def test_a_user_with_everything_can_be_erased(member, moderator, places):
    moderator.mandate_set.update(confirmed_by=member)
    member.delete()
    mandate = moderator.mandate_set.get()
    assert mandate.confirmed_by is None
    assert mandate.is_active()


def test_skeletons():
    assert skeletons("Gоrаn  Mаrić") & skeletons("goran maric")
    assert skeletons("Горан Марић") & skeletons("Goran Marić")
    assert skeletons("Ђорђе Ђурић") & skeletons("Đorđe Đurić")
    assert not skeletons("Goran Marić 1") & skeletons("Goran Marić")
    assert not skeletons("Адмін") & skeletons("Admin2")
