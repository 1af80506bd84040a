"""Django admin: the door, and what may be done with people and mandates."""

import pytest
from django.utils import timezone

from accounts.mail import Letter
from accounts.models import Deletion, Mandate, User
from notifications.models import OutgoingMail
from tests.factories import PASSWORD, make_mandate, make_user

pytestmark = pytest.mark.django_db
PAGES = ("accounts/user/", "accounts/mandate/", "notifications/outgoingmail/")


def test_the_door(visitor, member, coordinator, moderator, admin, client_of, staff_client_of):
    for path in ("/upravljanje/", "/upravljanje/accounts/user/", "/upravljanje/login/", "/upravljanje/nema/"):
        answer = visitor.get(path)
        assert answer.status_code == 302
        assert answer.url.startswith("/prijava/?next=/upravljanje/")
        for person in (member, coordinator):
            assert client_of(person).get(path).status_code == 404
    assert visitor.get("/hr/upravljanje/").url == "/hr/prijava/?next=/hr/upravljanje/"
    for person in (moderator, admin):
        assert staff_client_of(person).get("/upravljanje/").status_code == 200


def test_sign_out_and_password_are_the_sites_own(admin, staff_client_of):
    client = staff_client_of(admin)
    assert client.get("/upravljanje/password_change/").url == "/nalog/lozinka/promjena/"
    assert client.get("/upravljanje/logout/").status_code == 200, "it asks first"
    assert client.get("/upravljanje/").status_code == 200
    assert client.post("/upravljanje/logout/").status_code == 302
    assert client.get("/upravljanje/").status_code == 302


def test_pages(admin, moderator, member, places, staff_client_of):
    client = staff_client_of(admin)
    for page in PAGES:
        assert client.get(f"/upravljanje/{page}").status_code == 200, page
    mandate = member.mandate_set.get()
    for path in (
        f"accounts/user/{member.pk}/change/",
        f"accounts/mandate/{mandate.pk}/change/",
        "accounts/mandate/add/",
    ):
        text = client.get(f"/upravljanje/{path}").content.decode()
        assert member.password not in text
        assert "pbkdf2" not in text
    assert client.get("/upravljanje/accounts/user/add/").status_code == 403
    looking = staff_client_of(moderator)
    assert looking.get("/upravljanje/accounts/mandate/").status_code == 200
    assert looking.get("/upravljanje/accounts/user/").status_code == 403
    assert looking.get("/upravljanje/notifications/outgoingmail/").status_code == 403
    assert looking.post(f"/upravljanje/accounts/mandate/{mandate.pk}/change/", {"role": "president"}).status_code == 403


def test_people_are_found_however_their_name_is_written(admin, member, neighbour, staff_client_of):
    client = staff_client_of(admin)
    for page, word, found in (
        ("user", "hodzic", member),
        ("user", "KNEŽEVIĆ", neighbour),
        ("mandate", "клашнице", neighbour),
    ):
        text = client.get(f"/upravljanje/accounts/{page}/", {"q": word}).content.decode()
        assert found.email in text
        assert ({member, neighbour} - {found}).pop().email not in text


def test_the_history_of_a_mandate_says_who_did_what(admin, newcomer, places, staff_client_of):
    client = staff_client_of(admin)
    new_mandate(client, newcomer, role="coordinator", municipality=places.laktasi.pk)
    number = newcomer.mandate_set.get().pk
    text = client.get(f"/upravljanje/accounts/mandate/{number}/history/").content.decode()
    assert "Laktaši" in text
    assert client.get(f"/upravljanje/accounts/user/{newcomer.pk}/history/").status_code == 200


def new_mandate(client, user, **fields):
    data = {"user": user.pk, "role": "", "community": "", "municipality": "", "organisation": "", "ends": "", **fields}
    return client.post("/upravljanje/accounts/mandate/add/", {"starts": "1. 1. 2026.", **data})


def test_a_role_is_given_after_the_password_was_typed_again(admin, newcomer, places, client_of, staff_client_of):
    staff_client_of(admin)
    client = client_of(admin)  # a browser that was left open
    mandates = "/upravljanje/accounts/mandate/"
    assert client.get(mandates).status_code == 200
    for path in (f"{mandates}add/", f"{mandates}{admin.mandate_set.get().pk}/delete/"):
        assert client.get(path).url.startswith("/nalog/ponovo/?next=")
    other = make_mandate(make_user(), "president", places.klasnice, confirmed_on=None)
    data = {"action": "confirm", "_selected_action": [other.pk]}
    assert client.post(mandates, data).url.startswith("/nalog/ponovo/?next=")
    other.refresh_from_db()
    assert other.confirmed_on is None

    answer = new_mandate(client, newcomer, role="coordinator", municipality=places.laktasi.pk)
    assert not newcomer.mandate_set.exists()
    assert client.post(answer.url, {"password": "nije-ta-lozinka"}).status_code == 200
    assert not newcomer.mandate_set.exists()
    client.post(answer.url, {"password": PASSWORD})
    assert newcomer.mandate_set.get().role == "coordinator", "what was typed before is not typed again"


def test_who_writes_a_mandate_down_confirms_it(admin, newcomer, places, staff_client_of):
    answer = new_mandate(staff_client_of(admin), newcomer, role="coordinator", municipality=places.laktasi.pk)
    assert answer.status_code == 302, answer.context["errors"]
    mandate = newcomer.mandate_set.get()
    assert (mandate.confirmed_by, mandate.confirmed_on) == (admin, timezone.localdate())


def test_a_wrong_scope_is_said_before_the_database_refuses(admin, newcomer, places, staff_client_of):
    client = staff_client_of(admin)
    for fields in ({"role": "coordinator"}, {"role": "moderator", "community": places.jelah.pk}):
        assert new_mandate(client, newcomer, **fields).status_code == 200
    assert not newcomer.mandate_set.exists()


def test_nobody_confirms_their_own(admin, places, staff_client_of):
    client = staff_client_of(admin)
    new_mandate(client, admin, role="coordinator", municipality=places.laktasi.pk)
    own = admin.mandate_set.get(role="coordinator")
    other = make_mandate(make_user(), "president", places.klasnice, confirmed_on=None)
    data = {"action": "confirm", "_selected_action": [own.pk, other.pk]}
    assert client.post("/upravljanje/accounts/mandate/", data).status_code == 302
    own.refresh_from_db()
    other.refresh_from_db()
    assert own.confirmed_on is None
    assert other.confirmed_by == admin


def test_the_last_administrator_stays(admin, staff_client_of):
    client, mandate = staff_client_of(admin), admin.mandate_set.get()
    path = f"/upravljanje/accounts/mandate/{mandate.pk}/change/"
    data = {"community": "", "municipality": "", "organisation": "", "starts": "1. 1. 2024.", "ends": "2. 1. 2024."}
    assert client.post(path, data).status_code == 200
    make_mandate(make_user(), "administrator")
    assert client.post(path, data).status_code == 302
    assert not Mandate.objects.get(pk=mandate.pk).is_active()
    assert client.post(f"/upravljanje/accounts/user/{admin.pk}/delete/", {"post": "yes"}).status_code in {403, 404}


def test_own_account_cannot_be_closed(admin, staff_client_of):
    client = staff_client_of(admin)
    data = {
        "profile-TOTAL_FORMS": 1, "profile-INITIAL_FORMS": 1, "profile-0-user": admin.pk,
        "profile-0-display_name": "Jasna", "profile-0-form_of_address": "n", "profile-0-language": "bs",
        "mandate_set-TOTAL_FORMS": 0, "mandate_set-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = client.post(f"/upravljanje/accounts/user/{admin.pk}/change/", data)
    assert answer.status_code == 302
    admin.refresh_from_db()
    assert admin.is_active


def test_a_confirmed_mandate_ends_but_is_not_deleted(admin, member, staff_client_of):
    mandate = member.mandate_set.get()
    answer = staff_client_of(admin).post(f"/upravljanje/accounts/mandate/{mandate.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    assert Mandate.objects.filter(pk=mandate.pk).exists()


def test_the_outbox_tells_nothing_of_what_a_mail_says(admin, staff_client_of):
    Letter("code", "tajna.adresa@example.ba", context={"code": "1234-5678"}, language="bs").send()
    number = OutgoingMail.objects.get().pk
    client = staff_client_of(admin)
    for path in ("", f"{number}/change/"):
        text = client.get(f"/upravljanje/notifications/outgoingmail/{path}").content.decode()
        assert "1234-5678" not in text
        assert "tajna.adresa" not in text
        assert "t…@example.ba" in text
    assert client.post(f"/upravljanje/notifications/outgoingmail/{number}/delete/", {"post": "yes"}).status_code == 403


def test_people_are_not_deleted_row_by_row(admin, member, staff_client_of):
    """Leaving takes 14 days and every trace along; the button of the administration would do neither."""
    client = staff_client_of(admin)
    assert client.post(f"/upravljanje/accounts/user/{member.pk}/delete/", {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [member.pk], "post": "yes"}
    client.post("/upravljanje/accounts/user/", selected)
    assert User.objects.filter(pk=member.pk).exists()


def test_an_administrator_begins_a_deletion_and_undoes_it(admin, member, staff_client_of):
    client = staff_client_of(admin)
    people = "/upravljanje/accounts/user/"
    client.post(people, {"action": "erase", "_selected_action": [member.pk, admin.pk]})
    deletion = Deletion.objects.get()
    assert (deletion.user, deletion.entries, deletion.by) == (member, "keep", admin)
    assert OutgoingMail.objects.get(event="account_leaving").reader == member
    client.post(f"{people}{member.pk}/change/", {"is_active": "on"})
    assert not User.objects.get(pk=member.pk).is_active, "undo it first"
    assert member.email in client.get(f"{people}?leaving=1").content.decode()
    client.post(people, {"action": "keep", "_selected_action": [member.pk]})
    assert User.objects.get(pk=member.pk).is_active
    assert not Deletion.objects.exists()


def test_the_password_is_asked_for_before_a_deletion(admin, member, staff_client_of, client_of):
    staff_client_of(admin)
    client_of(admin).post("/upravljanje/accounts/user/", {"action": "erase", "_selected_action": [member.pk]})
    assert not Deletion.objects.exists()
