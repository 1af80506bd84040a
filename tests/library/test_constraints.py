"""What can never be false of a document: tried past all forms."""

import pytest
from django.db import IntegrityError, transaction

from content.models import Attachment, Entry
from library.models import Adopted, Document, Touch, Version
from moderation.models import Decision
from register.models import LegalAct
from tests import factories
from tests.library.keeping import ARTICLES, make_act, make_document

pytestmark = pytest.mark.django_db


def refused(name, move):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        move()


def test_a_document_as_the_register_says(act, editor, places):
    """Whatever is written into its columns, and whoever changes the act."""
    assert (act.type, act.year, act.state, act.entity) == ("zakon", 2019, "na-snazi", places.fbih)
    Document.objects.filter(pk=act.pk).update(type="brosura", state="", year=1990)
    LegalAct.objects.filter(pk=act.act_id).update(state="prestao", gazette="2/20")
    act.refresh_from_db()
    assert (act.type, act.year, act.state, act.gazette) == ("zakon", 2019, "prestao", "2/20")
    refused("document_keeps_its_act", lambda: Document.objects.filter(pk=act.pk).update(act=make_act("drugi")))
    refused("document_keeps_its_act", lambda: Document.objects.filter(pk=act.pk).update(act=None))
    refused(
        "document_of_the_register_by_its_type",
        lambda: Document.objects.create(kind="document", author=editor, title="Z", type="zakon"),
    )


def test_only_a_video_has_a_link(editor):
    told = {"kind": "document", "author": editor, "title": "S"}
    refused("document_video_has_a_link", lambda: Document.objects.create(**told, type="video"))
    refused(
        "document_video_has_a_link", lambda: Document.objects.create(**told, type="obrazac", video_url="https://a.ba")
    )
    refused(
        "document_seconds", lambda: Document.objects.create(**told, type="video", video_url="https://a.ba", seconds=0)
    )
    refused("document_is_a_document", lambda: Document.objects.create(title="P", kind="practice", type="brosura"))


def test_published_by_an_editor_of_its_organisation(editor, stranger, places):
    """A mandate of somebody else's association carries nothing; neither does a spine row without a document."""
    draft = make_document(stranger, kept_for=places.savez, status="draft")
    ground = stranger.active_mandates[0]
    Decision.objects.create(entry=draft, kind="mandate", outcome="published", ground=ground, version=draft.version)
    refused("document_of_its_editor", lambda: Entry.objects.filter(pk=draft.pk).update(status="published"))
    bare = Entry.objects.create(kind="document", author=editor, title="Goli")
    ground = editor.active_mandates[0]
    Decision.objects.create(entry=bare, kind="mandate", outcome="published", ground=ground, version=bare.version)
    refused("document_is_whole", lambda: Entry.objects.filter(pk=bare.pk).update(status="published"))


def test_versions(document, act):
    first = Version.objects.create(document=document, number=1, name="Prva", text=ARTICLES)
    refused("version_numbered_once", lambda: Version.objects.create(document=document, number=1, name="Opet"))
    first.text = "Ispravljeno."
    first.save()
    Version.objects.create(document=document, number=2, name="Druga", text=ARTICLES)
    refused("version_stands", lambda: Version.objects.filter(pk=first.pk).update(text="Drugačije"))
    file = {"name": "a.pdf", "kind": "pdf", "content_type": "application/pdf", "path": "a", "size": 1, "sha256": "a"}
    other = Attachment.objects.create(entry=act, **file)
    refused("version_file", lambda: Version.objects.create(document=document, number=3, name="T", file=other))


def test_touching(document, act, later):
    """Acts alone; and what was repealed is not in force, however it was written down."""
    refused("touch_of_another", lambda: Touch.objects.create(later=act, earlier=act, how="repeals"))
    refused("touch_of_acts", lambda: Touch.objects.create(later=document, earlier=act, how="changes"))
    Touch.objects.create(later=later, earlier=act, how="carries-out")
    for how, state in (("changes", "izmijenjen"), ("repeals", "prestao")):
        Touch.objects.create(later=later, earlier=act, how=how)
        act.refresh_from_db()
        assert act.state == state
    refused("touch_once", lambda: Touch.objects.create(later=later, earlier=act, how="repeals"))


def test_only_a_model_is_adopted(document, editor, places):
    refused("adopted_is_a_model", lambda: Adopted.objects.create(model=document, municipality=places.tesanj))
    model = make_document(editor, act=make_act("model", kind="model", state="nije-propis"), kept_for=places.savez)
    Adopted.objects.create(model=model, municipality=places.tesanj)
    refused("adopted_once", lambda: Adopted.objects.create(model=model, municipality=places.tesanj))


def test_nobody_reviews_their_own(editor, colleague, document, places):
    """A colleague's review carries a change; one's own does not, nor that of an editor of a practice."""
    practice = factories.make_practice(editor, status="draft")
    ground = colleague.active_mandates[0]
    Decision.objects.create(
        entry=practice, kind="review", outcome="published", by=colleague, ground=ground, version=practice.version
    )
    refused("published_needs_decision", lambda: Entry.objects.filter(pk=practice.pk).update(status="published"))
    Decision.objects.create(
        entry=document, kind="review", outcome="published", by=colleague, ground=ground, version=document.version + 1
    )
    assert Entry.objects.filter(pk=document.pk).update(version=document.version + 1, title="Drugi naslov")
