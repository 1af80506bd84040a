"""What stands inside attached files is found with what they are attached to, and the page says where it stands."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.file_texts import keep, read_next
from content.files.texts.extracting import Extracted, Piece
from content.models import Attachment, Entry, FileText
from search import words
from search.models import Document, Word
from search.vocabulary import recount
from tests import factories
from tests.content.papers import attach, pdf
from tests.markup import text_of, valid
from tests.search.test_fresh import stale

URL = "/en/pretraga/"


def put(entry, *pages, name="Statut.pdf", **fields):
    """A file that says this, as if it had been read."""
    file = attach(entry, b"x", name, **fields)
    text = FileText.objects.lease_next()
    pieces = [Piece(number, page) for number, page in enumerate(pages, 1) if page]
    assert text.pk == file.pk
    assert keep(text, file, Extracted("read", len(pages), None, pieces))
    return file


def test_found_with_its_page_whatever_the_script(client, found, practice):
    file = attach(
        practice, pdf("Statut mjesne zajednice", "", "Član 7: samodoprinos se uvodi referendumom"), title="Statut"
    )
    assert not found("samodoprinos")
    read_next()
    for typed in ("samodoprinos", "самодопринос", "referendum samodoprinosa"):
        assert found(typed) == [("practice", practice.pk)], typed
    page = client.get(URL, {"q": "самодопринос"})
    valid(page)
    assert "<mark>samodoprinos</mark> se uvodi" in page.content.decode()
    assert "in the attached file “Statut”, page 3" in text_of(page)
    assert not stale()
    file.delete()
    assert not found("samodoprinos")
    assert not stale()


def test_cyrillic_inside_a_file_and_its_name(client, found, practice):
    attach(practice, pdf("Одлука о водоводу: ђаци"))
    read_next()
    assert found("vodovod djaci") == [("practice", practice.pk)]
    html = client.get(URL, {"q": "vodovod"}).content.decode()
    assert 'in the attached file “<span translate="no">Statut.pdf</span>”, page 1' in html


def test_the_text_itself_comes_first(client, practice):
    """A file is named only where it has more of the words than what is written."""
    put(practice, "Djeca idu u mraku, kaže plan.", "Rasvjeta: lampe i stubovi, djeca idu u mraku.")
    assert "in the attached file" not in text_of(client.get(URL, {"q": "djeca mrak"}))
    assert "page 2" in text_of(client.get(URL, {"q": "djeca mrak stubovi"}))


def test_files_of_answers_trainings_and_lessons(client, found, question, neighbour, theme):
    answer = factories.make_answer(neighbour, question)
    training, lesson = factories.make_training(neighbour), factories.make_lesson(neighbour)
    for entry in (answer, training, lesson):
        put(entry, "Pravilnik o vodostaju")
    assert set(found("vodostaj")) == {("question", question.pk), ("training", training.pk), ("lesson", lesson.pk)}
    assert f"#answer-{answer.pk}" in client.get(URL, {"q": "vodostaj"}).content.decode()
    assert not stale()
    Entry.objects.filter(pk=answer.pk).update(withdrawn=answer.created)
    assert ("question", question.pk) not in found("vodostaj")
    assert not stale()


def test_what_waits_or_names_somebody_is_not_found(client, found, practice, member):
    waiting = put(practice, "Elaborat", waits=True)
    unnamed = factories.make_question(member, is_unnamed=True)
    put(unnamed, "Elaborat", name="Tuzba.pdf")
    assert not found("elaborat")
    assert not found("elaborat", member)
    Attachment.objects.filter(pk=waiting.pk).update(waits=False)
    assert found("elaborat") == [("practice", practice.pk)]
    Entry.objects.filter(pk=unnamed.pk).update(is_unnamed=False)
    assert set(found("elaborat")) == {("practice", practice.pk), ("question", unnamed.pk)}
    Entry.objects.filter(pk=unnamed.pk).update(is_unnamed=True)
    assert found("elaborat") == [("practice", practice.pk)]
    assert not stale()


def test_what_is_hidden_is_gone_at_once(client, found, practice, moderator):
    put(practice, "Elaborat o klizištu")
    assert "klizištu" in text_of(client.get(URL, {"q": "elaborat"}))
    factories.bring(practice, "hidden")
    assert not found("elaborat")
    assert "klizištu" not in text_of(client.get(URL, {"q": "elaborat"}))
    assert not stale()


def test_what_members_attach_among_themselves_is_for_them(client, client_of, found, coordinator, moderator, member):
    network = factories.make_network("Mreža", coordinator)
    among = {"audience": "organisation", "organisation": network.organisation}
    inside = factories.make_question(coordinator, title="Naše pitanje?", **among)
    put(factories.make_answer(coordinator, inside, **among), "Kvrgavost papira")
    for reader in (None, member, moderator):
        assert not found("kvrgavost", reader)
    assert "papira" not in text_of(client.get(URL, {"q": "kvrgavost"}))
    assert found("kvrgavost", coordinator) == [("question", inside.pk)]
    assert "papira" in text_of(client_of(coordinator).get(URL, {"q": "kvrgavost"}))


def test_one_statement_more_however_many_are_shown(client, member, places, theme):
    def asked():
        words.forget()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(URL, {"q": "vodostaj"})
        return sum("content_filepart" in query["sql"] for query in queries.captured_queries)

    assert asked() == 0
    for number in range(3):
        practice = factories.make_practice(member, title=f"Nasip {number}", places=[places.jelah], status="published")
        put(practice, f"Vodostaj {number}", name=f"{number}.pdf")
    assert asked() == 1


def test_a_phrase_and_a_word_that_only_files_have(found, practice):
    put(practice, "Vijeće bira predsjednika tajnim glasanjem")
    assert found('"tajnim glasanjem"') == [("practice", practice.pk)]
    assert not found('"glasanjem tajnim"')
    recount()
    word = Word.objects.get(stem__startswith="glasa")
    assert (word.shown, word.documents) == ("", 1)


def test_more_words_than_a_document_can_hold(found, practice):
    """Files are taken as long as they fit; none keeps the entry from being written."""
    for file in range(2):
        pages = (" ".join(f"{chr(97 + n % 26)}{file}{page}q{n}zxw" for n in range(500)) for page in range(45))
        put(practice, f"prvi{file}", *pages, name=f"{file}.pdf")
    assert found("prvi0") == [("practice", practice.pk)]
    assert not found("prvi1")
    Entry.objects.filter(pk=practice.pk).update(useful_count=3)
    assert Document.objects.get(kind="practice", source=practice.pk).useful == 3
