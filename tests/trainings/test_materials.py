"""Materials of a training: who reads them, on its page and on their own, and who may change them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Mandate
from content.models import Entry
from moderation.models import Decision
from tests import factories
from tests.content.uploads import PDF
from tests.markup import text_of, valid
from tests.practices.photos import fetch
from tests.trainings.handing_out import DAY, add, pdf, typed, url, version
from tests.trainings.handing_out import _own_folder as _own_folder  # noqa: PLC0414 - fixtures
from tests.trainings.handing_out import browser as browser  # noqa: PLC0414
from tests.trainings.handing_out import editor as editor  # noqa: PLC0414
from tests.trainings.handing_out import made as made  # noqa: PLC0414
from tests.trainings.handing_out import training as training  # noqa: PLC0414
from trainings import materials
from trainings.models import Material, Training

pytestmark = pytest.mark.django_db


# -- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_the_pages(browser, training, made, prefix):
    own = [made.get_absolute_url() + what for what in ("", "uredi/", "uklanjanje/")]
    for address in (training.get_absolute_url(), url(training), url(training, "novi/"), *own):
        page = browser.get(prefix + address)
        valid(page)
        assert page.status_code == 200, address


def test_readers_find_both_lists_and_the_file(visitor, browser, training, made):
    add(browser, training, when="after", title="Zapisnik", body="Šta smo dogovorili.")
    page = visitor.get(training.get_absolute_url())
    text, html = text_of(page), page.content.decode()
    assert "Prije obuke Priprema za forum Radni list.pdf PDF, " in text
    assert "Poslije obuke Zapisnik" in text
    assert made.get_absolute_url() in html
    assert f'href="{made.document.get_absolute_url()}"' in html
    assert url(training, '"') not in html, "changing them is not offered"


def test_its_page_is_written_as_other_texts_are(visitor, training, made):
    page = visitor.get(made.get_absolute_url())
    html = page.content.decode()
    assert "<li>Pročitajte zapisnik</li>" in html
    assert "Radni list.pdf" in html
    assert training.get_absolute_url() in html
    assert "uredi/" not in html
    Material.objects.update(title="<b>x</b>", body="<script>1</script>")
    assert "<script>1" not in visitor.get(made.get_absolute_url()).content.decode()


def test_in_cyrillic(visitor, made):
    assert "Прочитајте записник" in text_of(visitor.get(f"/sr{made.get_absolute_url()}"))


def test_without_any_nothing_is_said(visitor, training):
    assert "Materijali" not in text_of(visitor.get(training.get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_training_costs_no_more_with_them(visitor, browser, training, rows, django_assert_num_queries):
    for number in range(rows):
        add(browser, training, title=f"Materijal {number}", file=pdf(content=PDF.replace(b"9", b"%d" % (number + 10))))
    visitor.get(training.get_absolute_url())
    with django_assert_num_queries(1):
        visitor.get(training.get_absolute_url())
    address = Material.objects.latest("pk").get_absolute_url()
    visitor.get(address)
    with django_assert_num_queries(2):
        visitor.get(address)


def test_a_file_is_downloaded_by_whoever_sees_the_training(visitor, made):
    response, content = fetch(visitor, made.document.get_absolute_url())
    assert content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Radni list.pdf"'


def test_with_a_hidden_training_all_of_it_is_gone(visitor, moderator, training, made):
    addresses = made.get_absolute_url(), made.document.get_absolute_url()
    factories.decide(training, "hidden", moderator)
    Entry.objects.filter(pk=training.pk).update(status="hidden")
    assert [visitor.get(one).status_code for one in addresses] == [404, 404]


def test_of_a_draft_they_are_for_its_author(visitor, client_of, neighbour, browser, editor):
    draft = factories.make_training(editor, title="Nacrt", status="draft")
    assert add(browser, draft, file=pdf()).status_code == 302
    made = Material.objects.get()
    for address in (made.get_absolute_url(), made.document.get_absolute_url()):
        assert [one.get(address).status_code for one in (visitor, client_of(neighbour))] == [404, 404]
    assert browser.get(made.get_absolute_url()).status_code == 200


def test_below_another_training_it_is_not_there(visitor, browser, editor, made):
    other = factories.make_training(editor, days=[DAY])
    assert visitor.get(url(other, f"{made.pk}/")).status_code == 404
    assert visitor.get(url(other, "999999/")).status_code == 404


# -- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("newcomer", 403), ("coordinator", 403), ("moderator", 200), ("editor", 200)]
)
def test_who_may(request, client_of, staff_client_of, training, made, who, status):
    sign_in = staff_client_of if who == "moderator" else client_of
    browser = sign_in(request.getfixturevalue(who))
    for what in ("", "novi/", f"{made.pk}/uredi/", f"{made.pk}/uklanjanje/"):
        assert browser.get(url(training, what)).status_code == status, what
    if status == 403:
        for what in ("novi/", f"{made.pk}/uredi/", f"{made.pk}/naprijed/", f"{made.pk}/uklanjanje/"):
            assert browser.post(url(training, what), typed(version="1")).status_code == 403, what
        assert Material.objects.get().title == "Priprema za forum"


def test_visitors_sign_in_first(visitor, training, made):
    for what in ("", "novi/", f"{made.pk}/uredi/", f"{made.pk}/uklanjanje/"):
        assert visitor.get(url(training, what))["Location"].startswith("/prijava/")
    for what in ("novi/", f"{made.pk}/naprijed/", f"{made.pk}/uklanjanje/"):
        assert visitor.post(url(training, what), typed())["Location"].startswith("/prijava/")
    assert Material.objects.count() == 1


def test_what_was_typed_after_the_session_was_over_comes_back(client, editor, training):
    client.force_login(editor)
    client.logout()
    answer = client.post(url(training, "novi/"), typed(body="Moje riječi ostaju"))
    assert answer["Location"].startswith("/prijava/")
    client.force_login(editor)
    assert "Moje riječi ostaju" in client.get(url(training, "novi/?nacrt=1")).content.decode()
    assert not Material.objects.exists()


def test_a_moderator_adds_with_a_decision(staff_client_of, moderator, training):
    assert add(staff_client_of(moderator), training, file=pdf()).status_code == 302
    made = Material.objects.get()
    assert made.document.entry_id == training.pk
    assert Decision.objects.filter(entry=training, by=moderator, version=version(training)).exists()


def test_after_it_is_over_they_still_come(browser, training):
    day = timezone.localdate() - timedelta(days=9)
    training.sessions.update(day=day, starts=None, finishes=None)
    inputs = browser.get(url(training, "novi/")).content.decode().split("<input")
    assert ["after" in one for one in inputs if " checked" in one.partition(">")[0]] == [True]
    assert add(browser, training, when="after").status_code == 302


@pytest.mark.parametrize("state", ["cancelled", "former"])
def test_of_a_cancelled_one_and_by_a_former_editor_nothing_changes(browser, editor, training, made, state):
    if state == "cancelled":
        Training.objects.filter(pk=training.pk).update(cancelled=timezone.now(), cancelled_why="Nema sale.")
    else:
        Mandate.objects.filter(user=editor).update(ends=date(2020, 1, 1), starts=date(2019, 1, 1))
    assert add(browser, training).status_code == 403
    assert browser.post(url(training, f"{made.pk}/uklanjanje/")).status_code == 403
    assert browser.get(made.get_absolute_url()).status_code == 200


def test_the_moves_ask_once_more(member, training, made):
    values = {"when": "before", "title": "x", "body": "x"}
    for move in (
        lambda: materials.add(training, member, uuid4(), values, None),
        lambda: materials.change(made, member, made.version, values, None),
        lambda: materials.move(made, member),
        lambda: materials.remove(made, member),
    ):
        with pytest.raises(materials.PermissionDenied):
            move()
    assert Material.objects.get().title == "Priprema za forum"
