"""Documents for tests, of this room and of others; the form of a document as a desk would send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from content.models import Entry
from library.models import Document
from register.models import LegalAct
from tests import factories

if TYPE_CHECKING:
    from accounts.models import User

URL = "/dokumenti/"
ARTICLES = "Član 1.\nMjesna zajednica ima savjet.\n\nČlan 2.\nSavjet ima pet članova."


def make_act(slug: str = "zakon-o-mz", **fields: Any) -> LegalAct:
    """An act of the register, in force."""
    told = {"title": "Zakon o mjesnim zajednicama", "kind": "zakon", "year": 2019, "gazette": "Službeni glasnik 1/19"}
    return LegalAct.objects.create(slug=slug, **told | fields)


def make_document(author: User | None, *, act: LegalAct | None = None, themes: Any = (), **fields: Any) -> Document:
    """A document on the site: that of `act`, else a brochure."""
    fields.setdefault("title", act.title if act else "Kako voditi zbor")
    fields.setdefault("body", "Kaže ko saziva zbor i kako se glasa.")
    if act is None:
        fields.setdefault("type", "brosura")
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    document: Document = factories.make_entry(author, model=Document, kind=Entry.Kind.DOCUMENT, act=act, **fields)
    document.themes.set(themes)
    factories.bring(document, status, by)
    document.refresh_from_db()
    return document


def url(document: Document, what: str = "uredi") -> str:
    return f"{URL}{document.pk}/{what}/"


def typed(organisation: Any = None, **fields: Any) -> dict[str, Any]:
    """A whole form; a field that is None is left out."""
    data = {
        "type": "brosura", "title": "Kako voditi zbor", "lead": "Za svaki savjet.", "body": "Kaže kako se glasa.",
        "scope": "bih", "once": str(uuid4()), "kept_for": organisation and organisation.pk,
    }  # fmt: skip
    return {name: value for name, value in (data | fields).items() if value is not None}
