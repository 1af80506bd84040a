"""Documents are as what they are of, in the same transaction; the command finds those that are not, and mends them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import Profile
from content.models import Entry, EntryPlace
from practices.models import Practice
from search.models import Document, Word
from search.vocabulary import recount
from tests import factories


def stale():
    """What the command says of documents that are not as they should be; empty where all are."""
    try:
        call_command("search_rebuild", "--check", stdout=StringIO())
    except CommandError as error:
        return str(error)
    return ""


def test_what_is_made_is_found(found, practice, question, places):
    assert found("rasvjeta") == [("practice", practice.pk)]
    assert found("struja") == [("question", question.pk)]
    assert found("jelah")[0] == ("community", places.jelah.pk)
    assert found("općina tešanj")[0] == ("municipality", places.tesanj.pk)
    assert not stale()


@pytest.mark.parametrize("field", ["problem", "result", "went_wrong", "would_repeat", "needs"])
def test_the_other_texts_of_a_practice(found, practice, field):
    assert not found("vodostaj")
    Practice.objects.filter(pk=practice.pk).update(**{field: "Pratili smo vodostaj."})
    assert found("vodostaj") == [("practice", practice.pk)]


def test_a_changed_title(found, question):
    question.version = 2
    factories.decide(question, "published")
    Entry.objects.filter(pk=question.pk).update(title="Ko plaća grijanje?", version=2)
    assert found("grijanje") == [("question", question.pk)]
    assert not found("struju")
    assert not stale()


def test_a_draft_is_not_found(found, member, places):
    draft = factories.make_practice(member, title="Kolektor", places=[places.jelah])
    assert not found("kolektor")
    assert not found("kolektor", member)
    factories.bring(draft, "published")
    assert found("kolektor") == [("practice", draft.pk)]


@pytest.mark.parametrize("change", [{"status": "hidden"}, {"withdrawn": timezone.now()}])
def test_what_goes_is_gone_at_once_and_comes_back(found, practice, change):
    before = {name: getattr(practice, name) for name in change}
    Entry.objects.filter(pk=practice.pk).update(**change)
    assert not found("rasvjeta")
    assert not Document.objects.filter(kind="practice").exists()
    Entry.objects.filter(pk=practice.pk).update(**before)
    assert found("rasvjeta") == [("practice", practice.pk)]


def test_what_is_deleted_is_gone(found, question):
    question.delete()
    assert not found("struju")
    assert not stale()


def test_an_answer_is_part_of_its_question(found, neighbour, question):
    answer = factories.make_answer(neighbour, question, body="Trafostanicu održava elektrodistribucija.")
    assert found("trafostanica dom") == [("question", question.pk)]
    Entry.objects.filter(pk=answer.pk).update(status="hidden")
    assert not found("trafostanica")
    Entry.objects.filter(pk=answer.pk).update(status="published")
    assert found("trafostanica") == [("question", question.pk)]
    answer.delete()
    assert not found("trafostanica")
    assert not stale()


def test_an_answer_that_moves_takes_its_words_along(found, neighbour, member, question):
    answer = factories.make_answer(neighbour, question, body="Trafostanicu održava elektrodistribucija.")
    other = factories.make_question(member, title="Sasvim drugo pitanje")
    Entry.objects.filter(pk=answer.pk).update(root=other, parent=other)
    assert found("trafostanica") == [("question", other.pk)]
    assert not stale()


def test_an_answer_for_fewer_readers_is_not_part_of_it(found, neighbour, question, places):
    factories.make_answer(neighbour, question, body="Trafostanica.", audience="members")
    assert not found("trafostanica")
    assert not found("trafostanica", neighbour)


def test_usefulness(practice):
    Entry.objects.filter(pk=practice.pk).update(useful_count=7)
    assert Document.objects.get(kind="practice").useful == 7


def test_a_place(found, practice, places):
    assert f"m.{places.tesanj.pk}" in marks_of("practice")
    EntryPlace.objects.create(entry=practice, municipality=places.laktasi, community=places.klasnice)
    assert found("rasvjeta klašnice")[0] == ("practice", practice.pk)
    assert f"m.{places.laktasi.pk}" in marks_of("practice")
    EntryPlace.objects.filter(entry=practice, municipality=places.laktasi).delete()
    assert f"m.{places.laktasi.pk}" not in marks_of("practice")
    assert not stale()


def test_a_theme(practice, theme):
    assert f"h.{theme.pk}" in marks_of("practice")
    practice.themes.clear()
    assert f"h.{theme.pk}" not in marks_of("practice")
    assert not stale()


def marks_of(kind):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(search) FROM search_document WHERE kind = %s", [kind])
        return cursor.fetchone()[0]


def test_a_municipality_that_is_called_otherwise(found, places):
    type(places.tesanj).objects.filter(pk=places.tesanj.pk).update(name="Novograd")
    assert found("novograd")[0] == ("municipality", places.tesanj.pk)
    assert ("community", places.jelah.pk) in found("jelah novograd")
    assert not stale()


def test_a_community_with_its_settlements_and_former_names(found, places):
    type(places.jelah).objects.filter(pk=places.jelah.pk).update(
        settlements="Mravići, Lepenica", former_names="Selište"
    )
    assert found("mravići") == [("community", places.jelah.pk)]
    assert found("selište") == [("community", places.jelah.pk)]
    places.jelah.delete()
    assert not found("mravići")
    assert not stale()


def test_people_are_found_as_far_as_they_chose(found, member, neighbour):
    assert not found("Hodžić", neighbour)
    Profile.objects.filter(pk=member.pk).update(visibility="members")
    assert found("hodzic", neighbour) == [("person", member.pk)]
    assert not found("hodzic")
    Profile.objects.filter(pk=member.pk).update(visibility="everyone", about="Znam sve o javnim nabavkama.")
    assert found("Амра") == [("person", member.pk)]
    assert found("nabavke") == [("person", member.pk)]
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert not found("amra", neighbour)
    assert not stale()


def test_the_command_finds_what_is_stale_and_mends_it(found, practice, question):
    Document.objects.filter(kind="practice").update(title="Nešto drugo")
    Document.objects.filter(kind="question").delete()
    Document.objects.create(kind="question", source=999_999, audience="public", title="Nema ga", search="")
    said = stale()
    assert "3 documents are stale" in said
    assert "999999" in said
    call_command("search_rebuild", stdout=StringIO())
    assert not stale()
    assert found("struju") == [("question", question.pk)]


def test_the_words_are_those_that_everyone_may_read(member, places):
    factories.make_practice(member, title="Otvoreno", places=[places.jelah], status="published")
    factories.make_practice(member, title="Zatvoreno", places=[places.jelah], status="published", audience="members")
    factories.make_practice(member, title="Nedovršeno", places=[places.jelah])
    assert recount() == Word.objects.count()
    known = set(Word.objects.values_list("shown", flat=True))
    assert "otvoreno" in known
    assert not {"zatvoreno", "nedovršeno", "hodžić"} & known
