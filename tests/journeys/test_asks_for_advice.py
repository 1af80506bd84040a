"""From a question in Cyrillic to an answer that experts stand behind, and what becomes of it when its act is repealed.

Over HTTP, by the forms and links that the pages show, without JavaScript.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from forums import look
from forums.models import Answer, Question
from register.models import LegalAct, Municipality, Organisation
from tests import factories
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db
TYPED = "Ко плаћа струју за друштвени дом?"


@pytest.fixture
def laws() -> LegalAct:
    return LegalAct.objects.get(slug="zakon-o-principima-lokalne-samouprave-u-federaciji-bih")


def signed_in(client_of, user) -> Person:
    return Person(client_of(user))


def test_asked_answered_confirmed_doubted_and_checked(person, client_of, laws):
    tesanj, banja_luka = (Municipality.objects.get(slug=slug) for slug in ("tesanj", "banja-luka"))
    asker = factories.make_user("mira@example.ba", name="Мира Пушкар", language="sr")
    helper = factories.make_user("hamid@example.ba", name="Hamid Karić")
    factories.make_mandate(helper, "coordinator", tesanj)
    factories.make_mandate(asker, "coordinator", tesanj)
    reader = factories.make_user("dejan@example.ba", name="Dejan Savić")
    factories.make_mandate(reader, "coordinator", banja_luka)
    expert = factories.make_user("strucna@example.ba", name="Selma Kovač")
    association = Organisation.objects.filter(kind="savez", entity=tesanj.entity).first()
    factories.make_mandate(expert, "editor", association)
    factories.make_question(helper, title="Tko plaća struju u domu kulture?", body="Račun je stigao nama.")
    look.forget()

    # Reads the list as a visitor, writes the question in Cyrillic, and is shown one that was asked in Latin.
    person.open("/sr/pitanja/").follow("Поставите питање")
    person.fill_in("Наставите", naslov=TYPED)
    assert "Тко плаћа струју у дому културе?" in person.text

    # It is another one: goes on, which needs an account.
    person.follow("Ништа не одговара, наставите")
    assert "/prijava/" in person.address
    asking = signed_in(client_of, asker)
    asking.open(f"/sr/pitanja/novo/?naslov={quote(TYPED)}").follow("Ништа не одговара, наставите")
    asking.fill_in(
        "Поставите питање", body="Дом је општински, а рачун стиже мјесној заједници.", scope=f"e{tesanj.entity_id}"
    )
    question = Question.objects.get(author=asker)
    assert (question.title, question.language, question.status) == (TYPED, "sr", "published")
    assert asking.heading == TYPED

    # Read and answered in Latin.
    helping = signed_in(client_of, helper)
    helping.open("/pitanja/?stanje=bez-odgovora").follow("Ko plaća struju za društveni dom?")
    assert helping.heading == "Ko plaća struju za društveni dom?"
    helping.fill_in(
        "Objavite odgovor", body="Račun ide vlasniku: pišite općini.", scope=f"e{tesanj.entity_id}", acts=[str(laws.pk)]
    )
    answer = Answer.objects.get()
    assert (answer.status, list(answer.acts.all())) == ("published", [laws])

    # Whoever asked hears of it, and says that it helped.
    assert "Нови одговор на Ваше питање" in asking.open("/sr/nalog/obavjestenja/").text
    asking.open("/sr" + question.get_absolute_url())
    assert "Рачун иде власнику: пишите општини." in asking.text or "Рачун иде власнику: пишите опћини." in asking.text
    asking.fill_in("Овај одговор је помогао")
    assert "Одговор који је помогао" in asking.text

    # The expert service confirms it; a visitor reads both.
    experts = signed_in(client_of, expert)
    experts.open(question.get_absolute_url()).fill_in("Potvrdite u ime stručne službe")
    visiting = Person().open(question.get_absolute_url())
    for words in ("Odgovor koji je pomogao", "Potvrdila stručna služba", association.name, "Osnov: " + laws.title):
        assert words in visiting.text

    # Somebody in Banja Luka is told that it may not hold there; whoever lives where it holds is not.
    assert "Kod Vas možda ne važi" in signed_in(client_of, reader).open(question.get_absolute_url()).text
    assert "Kod Vas možda ne važi" not in helping.open(question.get_absolute_url()).text

    # The act is repealed: everybody is warned, and nobody is said to stand behind the answer.
    LegalAct.objects.filter(pk=laws.pk).update(state="prestao", note="Novi zakon od 1. januara")
    visiting.open(question.get_absolute_url())
    for words in ("Propis se promijenio", "Novi zakon od 1. januara", "Čeka provjeru"):
        assert words in visiting.text
    assert "Potvrdila stručna služba" not in visiting.text
    assert "Пропис се промијенио" in Person().open("/sr" + question.get_absolute_url()).text

    # Its author has looked: the warning goes, the confirmation is for the experts to say again.
    helping.open(question.get_absolute_url()).fill_in("Provjereno: i dalje važi")
    visiting.open(question.get_absolute_url())
    assert "Propis se promijenio" not in visiting.text
    assert "Potvrdila stručna služba" not in visiting.text
    experts.open(question.get_absolute_url()).fill_in("Potvrdite u ime stručne službe")
    assert "Potvrdila stručna služba" in visiting.open(question.get_absolute_url()).text
    assert re.search("[čćšžđ]", Person().open("/sr" + question.get_absolute_url()).heading) is None
