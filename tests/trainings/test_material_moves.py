"""Materials of a training: added, changed, put in order, taken away; what is refused, and what the database refuses."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from content.files import store
from content.models import Attachment
from tests import factories
from tests.content.uploads import PDF, SVG
from tests.markup import text_of, valid
from tests.practices.photos import files
from tests.trainings.handing_out import _own_folder as _own_folder  # noqa: PLC0414 - fixtures
from tests.trainings.handing_out import add, pdf, typed, url, version
from tests.trainings.handing_out import browser as browser  # noqa: PLC0414
from tests.trainings.handing_out import editor as editor  # noqa: PLC0414
from tests.trainings.handing_out import made as made  # noqa: PLC0414
from tests.trainings.handing_out import training as training  # noqa: PLC0414
from trainings import materials
from trainings.models import Material
from trainings.models.materials import MOST

pytestmark = pytest.mark.django_db


# -- adding ----------------------------------------------------------------------------------------------------------


def test_added(browser, training, settings):
    before = version(training)
    assert add(browser, training, file=pdf())["Location"] == url(training)
    made = Material.objects.get()
    assert (made.when, made.position, made.title) == ("before", 1, "Priprema za forum")
    assert (made.document.entry_id, made.document.kind, made.document.waits) == (training.pk, "pdf", False)
    assert len(files(settings)) == 1
    assert version(training) == before + 1


def test_sent_twice_it_is_one(browser, training, settings):
    for _ in range(2):
        data = typed(once="6f1e7c52-6a1e-4c53-9b6f-0b0a5a3f7a11", file=pdf())
        assert browser.post(url(training, "novi/"), data).status_code == 302
    assert Material.objects.count() == Attachment.objects.count() == len(files(settings)) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"when": ""}, "Izaberite kada se čita."),
        ({"when": "never"}, "never"),
        ({"title": " "}, "Upišite naziv."),
        ({"title": "a" * 121}, "Skratite"),
        ({"body": ""}, "Upišite šta u njemu piše"),
        ({"body": "a" * 12_001}, "Skratite"),
        ({"file": pdf(content=SVG)}, "Ovakvu datoteku ne primamo."),
        ({"file": pdf(content=PDF[:-8])}, "Datoteka je oštećena"),
        ({"file": pdf(content=b"")}, "Datoteka je prazna."),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(browser, training, settings, fields, words):
    page = add(browser, training, **{"title": "Moj naslov"} | fields)
    valid(page)
    assert page.status_code == 200
    assert words in text_of(page)
    assert "title" in fields or 'value="Moj naslov"' in page.content.decode(), "what was typed stays"
    assert not Material.objects.exists()
    assert files(settings) == []


def test_a_full_disk_keeps_the_words(browser, training, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_write_whole", full)
    page = add(browser, training, file=pdf())
    assert page.status_code == 507
    assert "Na serveru nema mjesta za datoteku." in text_of(page)
    assert "tekst je sačuvan" not in text_of(page)
    assert 'value="Priprema za forum"' in page.content.decode()
    assert not Material.objects.exists()


def test_the_same_file_stands_beside_one_of_them(browser, training, made, settings):
    page = add(browser, training, title="Drugi", file=pdf())
    assert "Ova datoteka već stoji uz drugi materijal ove obuke." in text_of(page)
    assert Material.objects.count() == len(files(settings)) == 1


def test_as_many_as_there_may_be(browser, training, settings):
    for number in range(MOST):
        rest = {"file": pdf(content=PDF.replace(b"9", b"%d" % (number + 10)))} if number < 8 else {}
        add(browser, training, title=f"Materijal {number}", **rest)
    assert "Već ima dvanaest materijala." in text_of(browser.get(url(training)))
    assert "Već ima dvanaest materijala." in text_of(add(browser, training))
    Material.objects.filter(document=None).first().delete()
    assert "Već ima osam datoteka." in text_of(add(browser, training, file=pdf(content=PDF + b"%%EOF\n")))
    assert Material.objects.count() == MOST - 1
    assert len(files(settings)) == 8


# -- changing --------------------------------------------------------------------------------------------------------


def change(browser, made, **fields):
    made.refresh_from_db()
    return browser.post(f"{made.get_absolute_url()}uredi/", typed(version=str(made.version)) | fields)


def test_changed(browser, training, made, settings):
    before = version(training)
    answer = change(browser, made, when="after", title="Drugi naslov", body="Drugi tekst")
    assert answer["Location"] == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.when, made.title, made.body, made.version) == ("after", "Drugi naslov", "Drugi tekst", 2)
    assert made.document is not None
    assert version(training) == before + 1


def test_another_file_takes_the_place_of_the_first(
    browser, training, made, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change(browser, made, file=pdf("Novi.pdf", PDF + b"%%EOF\n"))
    made.refresh_from_db()
    assert made.document.name == "Novi.pdf"
    assert training.attachments.count() == len(files(settings)) == 1
    change(browser, made, file=pdf("Isti.pdf", PDF + b"%%EOF\n"))
    assert training.attachments.count() == len(files(settings)) == 1


def test_the_file_is_taken_away(browser, training, made, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        change(browser, made, is_without="on")
    made.refresh_from_db()
    assert made.document is None
    assert not training.attachments.exists()
    assert files(settings) == []


def test_two_windows(browser, made):
    late = typed(version=str(made.version), title="Kasni naslov")
    change(browser, made, title="Prvi naslov")
    page = browser.post(f"{made.get_absolute_url()}uredi/", late)
    valid(page)
    assert page.status_code == 409
    assert "Kasni naslov" in page.content.decode()
    assert "Prvi naslov" in text_of(page)
    made.refresh_from_db()
    assert made.title == "Prvi naslov"


@pytest.mark.parametrize("number", ["", "x", "-1", "999999999999", "²"])
def test_a_forged_version_writes_nothing(browser, made, number):
    assert change(browser, made, title="Novi", version=number).status_code == 409
    made.refresh_from_db()
    assert made.title == "Priprema za forum"


@pytest.mark.parametrize(
    ("fields", "words"), [({"body": ""}, "Upišite šta"), ({"file": pdf(content=SVG)}, "ne primamo")]
)
def test_a_change_that_is_refused(browser, made, fields, words):
    page = change(browser, made, **{"title": "Drugi"} | fields)
    valid(page)
    assert words in text_of(page)
    made.refresh_from_db()
    assert made.title == "Priprema za forum"


# -- order and end ---------------------------------------------------------------------------------------------------


def test_one_place_up_among_its_own(browser, training):
    for when, title in (("before", "Prvi"), ("after", "Poslije"), ("before", "Drugi")):
        add(browser, training, when=when, title=title)
    first, after, second = Material.objects.order_by("position")
    page = browser.get(url(training)).content.decode()
    assert url(training, f"{second.pk}/naprijed/") in page
    assert url(training, f"{first.pk}/naprijed/") not in page
    assert browser.get(url(training, f"{second.pk}/naprijed/")).status_code == 405
    assert browser.post(url(training, f"{second.pk}/naprijed/"))["Location"] == url(training)
    titles = Material.objects.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Drugi", "Poslije", "Prvi"]
    before = version(training)
    for one in (second, after):
        browser.post(url(training, f"{one.pk}/naprijed/"))
    assert list(titles.all()) == ["Drugi", "Poslije", "Prvi"]
    assert version(training) == before


def test_taken_away_with_its_file(browser, training, made, settings, django_capture_on_commit_callbacks):
    before = version(training)
    address = f"{made.get_absolute_url()}uklanjanje/"
    assert "Priprema za forum" in text_of(browser.get(address))
    assert Material.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(address)["Location"] == url(training)
    assert not Material.objects.exists()
    assert not training.attachments.exists()
    assert files(settings) == []
    assert version(training) == before + 1
    assert browser.post(address).status_code == 404


def test_with_a_draft_that_is_deleted_all_goes(browser, editor, settings, django_capture_on_commit_callbacks):
    draft = factories.make_training(editor, title="Nacrt", status="draft")
    add(browser, draft, file=pdf())
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/obuke/{draft.pk}/brisanje/")
    assert not Material.objects.exists()
    assert not Attachment.objects.exists()
    assert files(settings) == []


def test_gone_meanwhile(editor, made):
    other = Material.objects.get(pk=made.pk)
    materials.remove(made, editor)
    with pytest.raises(materials.Gone):
        materials.move(other, editor)


# -- what the database refuses -------------------------------------------------------------------------------------------


def create(**fields):
    with transaction.atomic():
        Material.objects.create(**fields)
        transaction.get_connection().check_constraints()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("material_when", {"when": "during"}),
        ("material_has_title_and_text", {"title": ""}),
        ("material_has_title_and_text", {"body": ""}),
        ("material_position_once", {"position": 1}),
        ("material_sent_once", {"once": None}),
        ("material_document_of_its_training", {"document": None}),
        ("trainings_material_document_id_key", {"document_id": None}),
    ],
)
def test_what_never_may_be(training, made, rule, fields):
    whole = {"when": "before", "title": "Drugi", "body": "Tekst", "position": 2, "once": uuid4()} | fields
    if rule == "material_sent_once":
        whole["once"] = made.once
    if "document_id" in fields:
        whole["document_id"] = made.document_id
    if "document" in fields:
        other = factories.make_training(None, title="Druga obuka")
        whole["document"] = Attachment.objects.create(
            entry=other, name="x.pdf", kind="pdf", content_type="application/pdf", path="x", size=1
        )
    with pytest.raises(IntegrityError, match=rule):
        create(training=training, **whole)
