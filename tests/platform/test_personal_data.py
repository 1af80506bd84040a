"""The copy of one's data: everything is in it, nobody else is, and every relation to a person was thought of."""

from __future__ import annotations

import io
import json
import zipfile
from types import SimpleNamespace

import pytest
from django.apps import apps

from accounts.models import Claim, Mandate, Profile, User
from content.models import Entry
from forums.models import Answer, Question, Standing
from lessons.models import Lesson
from moderation.models import Decision
from mzplatform import exporting
from mzplatform.exported import sections_of
from mzplatform.relations import EXPORTED, LEFT_OUT
from news.models import News
from notifications.models import Notification
from practices.models import Adoption, Practice
from tests import factories
from tests.markup import text_of, valid
from tests.platform.leaver import EMAIL, MARK, NAME, make_leaver
from trainings.models import Quiz, Registration, SignUp, Training, Wish

pytestmark = pytest.mark.django_db
PAGE = "/nalog/podaci/"
ABOUT = (
    User, Profile, Entry, Practice, Adoption, Question, Answer, Standing, Training, Lesson, Wish, News, Quiz, SignUp,
    Registration, Claim, Mandate, Notification, Decision,
)  # fmt: skip
NUMBERS = {"user_id", "actor_id"}  # columns that hold a person's number without being a relation


def relations() -> set[str]:
    """Every column that leads to a person or to what is theirs: `app.Model.field`, each where it is declared."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if (field.is_relation and field.related_model in ABOUT) or (
                not field.is_relation and field.name in NUMBERS
            ):
                found.add(f"{model._meta.label}.{field.name}")
    return found


@pytest.fixture
def there(places, neighbour, newcomer, moderator):
    made = make_leaver(places, SimpleNamespace(neighbour=neighbour, newcomer=newcomer))
    factories.decide(made.practice, "kept", moderator)
    return made


@pytest.fixture
def copy(there):
    file = io.BytesIO()
    exporting.write(there.user, file)
    return zipfile.ZipFile(file)


def test_every_relation_to_a_person_was_thought_of():
    thought = set(EXPORTED) | set(LEFT_OUT)
    assert relations() - thought == set(), "put it into the copy (mzplatform/exported.py, relations.py), or say why not"
    assert thought - relations() == set(), "that is no relation any more"
    assert not set(EXPORTED) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def test_each_section_that_is_named_has_its_rows(there):
    sections = {section.name: section for section in sections_of(there.user)}
    empty = {"deletion", "exports", "digests", "confirmed_adoptions", "changes"}
    assert set(EXPORTED.values()) <= set(sections)
    assert {name for name, section in sections.items() if not section.items} <= empty


def test_the_file_for_programs(copy, there):
    data = json.loads(copy.read("podaci.json"))
    assert data["account"][0]["email"] == EMAIL
    assert data["profile"][0]["display_name"] == NAME
    practice = next(one for one in data["entries"] if one["id"] == there.practice.pk)
    assert practice["problem"] == f"Problem {MARK}."
    assert [one["body"] for one in practice["versions"]] == [f"Tijelo {MARK}.", f"Novo tijelo {MARK}."]
    assert [one["title"] for one in practice["steps"]] == [f"Korak {MARK}"]
    question, answer = (
        next(one for one in data["entries"] if one["id"] == pk) for pk in (there.question.pk, there.own_answer.pk)
    )
    assert (question["is_unnamed"], question["body"]) == (True, f"Pojedinosti {MARK}.")
    assert [one["title"] for one in answer["acts"]] == ["Odluka o MZ"]
    assert answer["below"]["title"] == "Tuđe pitanje?"
    assert answer["municipality"]["name"] == "Općina Tešanj"
    assert data["reports"][0]["words"] == f"Prijavljujem {MARK}"
    assert data["claims"][0]["words"] == f"Znam {MARK}"
    assert data["drafts"][0]["values"] == {"body": [f"Nedovršeno {MARK}"]}
    assert {one["entry"] for one in data["saved"]} == {there.theirs.pk}
    assert len(data["entries"]) == there.user.entries.count()
    assert f"fotografije/{there.photo.pk}.jpg" in copy.namelist()
    assert copy.testzip() is None
    assert any(name.endswith(f"-{MARK}.pdf") for name in copy.namelist())


def test_nobody_else_is_in_it(copy, neighbour, newcomer, moderator):
    whole = copy.read("podaci.json").decode() + copy.read("pregled.html").decode()
    for stranger in (neighbour, newcomer, moderator):
        assert stranger.email not in whole
        assert stranger.profile.display_name not in whole
    for theirs in (
        "Odgovor drugoga.",
        "Pitanje drugoga.",
        "I mi smo.",
        "Odgovor koji ostaje.",
        "Komentar ispod odgovora.",
    ):
        assert theirs not in whole
    for secret in ("tajna-koju", "pbkdf2", "md5$", "session_key"):
        assert secret not in whole


def test_what_is_hidden_from_its_reader_is_not_named(there):
    def titles() -> set[str]:
        file = io.BytesIO()
        exporting.write(there.user, file)
        data = json.loads(zipfile.ZipFile(file).read("podaci.json"))
        marks = [one["title"] for name in ("useful", "saved", "followed") for one in data[name]]
        return {*marks, *(one["below"]["title"] for one in data["entries"] if one.get("below"))}

    assert there.theirs.title in titles()
    Practice.objects.filter(pk=there.theirs.pk).update(status="hidden")
    assert there.theirs.title not in titles()


@pytest.mark.parametrize(("language", "words"), [("bs", "Šta ste napisali"), ("sr", "Шта сте написали")])
def test_the_page_to_read_is_in_the_language_of_its_reader(there, language, words):
    Profile.objects.filter(pk=there.user.pk).update(language=language)
    there.user.refresh_from_db()
    page = exporting.overview(there.user, list(sections_of(there.user)))
    assert words in page
    assert "<script" not in page
    assert "+00:00" not in page
    assert "True" not in page


def test_what_people_typed_stays_text(member):
    Profile.objects.filter(pk=member.pk).update(about="<script>alert(1)</script>")
    member.refresh_from_db()
    assert "<script>" not in exporting.overview(member, list(sections_of(member)))


def test_the_page(client, client_of, member):
    assert client.get(PAGE)["Location"] == f"/prijava/?next={PAGE}"
    page = client_of(member).get(PAGE)
    valid(page)
    assert "Zatražite kopiju" in text_of(page)
    assert "/nalog/brisanje/" in page.content.decode()
    assert client_of(member).post(PAGE).status_code == 405
    assert "/nalog/podaci/" in client_of(member).get("/nalog/").content.decode()
    assert "/nalog/podaci/" in client.get("/privatnost/").content.decode()


def test_what_it_costs(client_of, member, django_assert_num_queries):
    client = client_of(member)
    client.get(PAGE)
    with django_assert_num_queries(3):  # session, user, the copy
        client.get(PAGE)
