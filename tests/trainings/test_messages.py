"""Messages to those who were there and to those who were not: whom they reach, who reads them, when a mail still leaves."""

from uuid import uuid4

import pytest

from notifications.models import Notification, OutgoingMail
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.after import held, was_there
from tests.trainings.signing import person
from tests.trainings.test_signup_mail import _mails_become_files, leaves, mails  # noqa: F401 - a fixture
from trainings.models import Attendance, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(places):
    made = factories.make_user("urednik1@example.ba", name="Urednik 1")
    factories.make_mandate(made, "editor", places.savez)
    return made


@pytest.fixture
def sign_up(places, editor):
    return held(places.savez, author=editor)


@pytest.fixture
def people(sign_up):
    """Two who came, one who did not, one whom nobody ticked, a guest who came, one who withdrew in time."""
    return {
        "first": was_there(sign_up, person(1)),
        "second": was_there(sign_up, person(2)),
        "missed": was_there(sign_up, person(3), came=False),
        "unticked": was_there(sign_up, person(4), came=None),
        "guest": was_there(sign_up, email="gost@example.ba"),
        "withdrawn": was_there(sign_up, person(5), came=None, state="withdrawn"),
    }


def url(sign_up):
    return f"/obuke/{sign_up.pk}/prijave/poruka/"


@pytest.mark.parametrize(
    ("to", "who"),
    [("came", {"first", "second", "guest"}), ("missed", {"missed", "unticked"})],
)
def test_it_reaches_those_it_is_for_once(client_of, editor, sign_up, people, to, who):
    data = {"to": to, "text": "Materijali su na stranici.", "once": str(uuid4())}
    for _ in range(2):
        assert client_of(editor).post(url(sign_up), data).status_code == 302
    assert Message.objects.get().number == len(who)
    told = set(Notification.objects.filter(facts__outcome="training_message").values_list("user", flat=True))
    assert told == {people[name].person_id for name in who} - {None}
    assert OutgoingMail.objects.filter(recipient="gost@example.ba").count() == ("guest" in who)
    for name in set(people) - {"guest"}:
        page = text_of(client_of(people[name].person).get(f"/obuke/prijave/{people[name].pk}/"))
        assert ("Materijali su na stranici." in page) == (name in who), name


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_they_are_offered_once_attendance_was_taken(client_of, editor, sign_up, prefix):
    client = client_of(editor)
    one = was_there(sign_up, person(1), came=None)
    page = client.get(prefix + url(sign_up))
    valid(page)
    assert [value for value, _label in page.context["form"].fields["to"].choices] == ["coming", "waiting"]
    page = client.post(url(sign_up), {"to": "missed", "text": "Zdravo", "once": str(uuid4())})
    assert "to" in page.context["form"].errors
    assert not Message.objects.exists()
    Attendance.objects.create(registration=one, session=sign_up.training.sessions.get(), came=True)
    page = client.get(prefix + url(sign_up))
    valid(page)
    assert len(page.context["form"].fields["to"].choices) == 4


@pytest.mark.parametrize(("to", "name"), [("came", "first"), ("missed", "missed")])
def test_after_a_correction_the_mail_does_not_leave_and_the_page_does_not_show_it(
    client_of, editor, sign_up, people, to, name
):
    client_of(editor).post(url(sign_up), {"to": to, "text": "Samo za vas.", "once": str(uuid4())})
    one = people[name]
    (mail,) = [mail for mail in mails("training_message") if mail.reader == one.person]
    Attendance.objects.filter(registration=one).update(came=to == "missed")
    assert leaves(mail) == "skipped"
    assert "Samo za vas." not in text_of(client_of(one.person).get(f"/obuke/prijave/{one.pk}/"))
    Attendance.objects.filter(registration=one).update(came=to == "came")
    mail.refresh_from_db()
    assert leaves(mail) == "sent"


def test_a_message_to_all_still_reaches_all(client_of, editor, sign_up, people):
    client_of(editor).post(url(sign_up), {"to": "coming", "text": "Hvala svima.", "once": str(uuid4())})
    assert Message.objects.get().number == 5
    page = text_of(client_of(people["missed"].person).get(f"/obuke/prijave/{people['missed'].pk}/"))
    assert "Hvala svima." in page
