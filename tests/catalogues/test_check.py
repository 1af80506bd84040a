"""`messages check`: the catalogues are complete, and the check sees each kind of mistake."""

import pytest
from babel.messages.catalog import Catalog, Message
from django.core.management import CommandError, call_command

from mzplatform.catalogues import checking, files, sources, upstream

ONE_ANSWER = ("%(n)s answer", "%(n)s answers")


def test_every_message_is_translated_and_used():
    assert [str(problem) for problem in checking.problems()] == []


def test_check_names_the_message_and_fails(monkeypatch, capsys):
    ours = Catalog()
    ours.add("A sentence that nobody has translated", locations=[("home.html", 1)])
    monkeypatch.setattr(checking, "collect", lambda: ours)
    with pytest.raises(CommandError, match="problems in the message catalogues"):
        call_command("messages", "check")
    shown = capsys.readouterr().out
    assert "hr/django: 'A sentence that nobody has translated': is not in the catalogue" in shown
    assert "is used nowhere" in shown  # all the real ones


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("Save", "", "is not translated"),
        ("Hello %(name)s", "Dobro došli", "placeholders differ"),
        ("Hello %(name)s", "Dobro došli, %(ime)s", "placeholders differ"),
        ("Hello {name}", "Dobro došli, {ime}", "placeholders differ"),
        ("%s of %d", "%s od", "placeholders differ"),
        ("100 %%", "100 %", "placeholders differ"),
        ("<b>Save</b>", "Sačuvajte", "tags differ"),
        ("Since %(day)s.", "Od %(day)s.", "a full stop follows a date"),
        ("Save ", "Sačuvajte", "blanks at the end differ"),
        ("Save", " Sačuvajte", "blanks at the start differ"),
        (ONE_ANSWER, ("%(n)s odgovor", "%(n)s odgovora"), "has 2 plural forms, not 3"),
        # 21 takes the first form, so a form without its number is wrong
        (("One answer", "%(n)s answers"), ("Jedan odgovor", "%(n)s odgovora", "%(n)s odgovora"), "placeholders differ"),
        (ONE_ANSWER, ("%(n)s odgovor", "", "%(n)s odgovora"), "is not translated"),
        ("Always", "Uvek", "ekavian: Uvek"),
        ("Solution", "Rešenje", "ekavian: Rešenje"),
        ("Send", "Pošalji", "familiar address: Pošalji"),
        ("You can", "Možeš", "familiar address: Možeš"),
        ("Your account", "vaš nalog", "Vi without a capital: vaš"),
        ("moderator", "moderator", "masculine only: moderator"),
        ("As readers see it", "Kako je vide čitaoci", "masculine only: čitaoci"),
        ("Be the first.", "Budite prvi.", "masculine only: Budite prvi"),
        ("Meanwhile", "U međuvrijemenu", "false ijekavian: međuvrijemenu"),
        ("No changes", "Nema izmijena", "false ijekavian: izmijena"),
        ("Thousand", "tisuća", "not Bosnian: tisuća"),
    ],
)
def test_mistakes_are_seen(original, translation, expected):
    message = Message(original, string=translation)
    found = list(checking.message_problems(message, Message(original), "bs"))
    assert [what for what in found if what.startswith(expected)], found


@pytest.mark.parametrize(
    "right", ["U međuvremenu", "Da promijene i izmijene", "Čitateljica", "Primjer izmjena", "Riječima"]
)
def test_what_resembles_a_mistake_is_none(right):
    message = Message("Something", string=right)
    assert not list(checking.message_problems(message, Message("Something"), "bs"))


def test_a_fuzzy_message_is_seen():
    message = Message("Save", string="Sačuvajte", flags=["fuzzy"])
    assert "is marked fuzzy" in list(checking.message_problems(message, Message("Save"), "bs"))


def test_a_good_message_has_no_problems():
    message = Message(ONE_ANSWER, string=("%(n)s odgovor", "%(n)s odgovora", "%(n)s odgovora"))
    assert list(checking.message_problems(message, Message(ONE_ANSWER), "bs")) == []


def test_an_official_name_may_be_allowed():
    text = "Savez opština i gradova Republike Srpske"
    assert list(checking.message_problems(Message("x", string=text), Message("x"), "bs"))
    allowed = Message("x", string=text, user_comments=["allowed: opština"])
    assert list(checking.message_problems(allowed, Message("x"), "bs")) == []


def test_an_unused_message_is_seen(monkeypatch):
    ours = sources.collect()
    gone = next(files.messages_of(ours))
    monkeypatch.setattr(upstream, "all_messages", lambda _domain: {})
    ours.delete(gone.id, gone.context)
    found = dict(checking.catalogue_problems(ours, "hr", "django"))
    assert found[files.key_of(gone).singular] == "is used nowhere; run: messages extract"
