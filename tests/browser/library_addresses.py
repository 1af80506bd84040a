"""Pages of the library: for visitors, for whoever keeps it."""

from __future__ import annotations

from uuid import uuid4

from accounts.models import User
from library import touching, versions
from library.models import Document
from register.models import Organisation
from tests.factories import make_mandate, make_user
from tests.library.keeping import ARTICLES, make_act, make_document, url


def of_the_library() -> dict[str, str]:
    """The list, a law that was changed and has two versions, what differs, what changed."""
    one = _law()
    return {
        "library": "/dokumenti/",
        "library, filtered": "/dokumenti/?vrsta=zakon&stanje=izmijenjen",
        "library, none": "/dokumenti/?q=xqwxqwxqw",
        "changes": "/dokumenti/promjene/",
        "document": one.get_absolute_url(),
        "version": url(one, "verzije/2"),
    }


def of_a_librarian(user: User) -> dict[str, str]:
    """What an editor of that association opens."""
    model = make_document(
        user, act=make_act("model-odluke", title="Model odluke", kind="model", state="nije-propis"), kept_for=_savez()
    )
    one = _law()
    return {
        "new document": "/dokumenti/novi/",
        "edit a document": url(one),
        "state of an act": url(one, "stanje"),
        "new version": url(one, "verzije/nova"),
        "correct a version": url(one, "verzije/2/uredi"),
        "link between acts": url(one, "veze"),
        "what rests on it": url(one, "pociva"),
        "who adopted it": url(model, "usvojili"),
        "own document": model.get_absolute_url(),
        "files of a document": url(model, "prilozi"),
    }


def _savez() -> Organisation:
    found = Organisation.objects.filter(kind="savez").order_by("pk").first()
    assert found is not None, "the register has one"
    return found


def _law() -> Document:
    """With its versions and the law that changed it; made once."""
    if found := Document.objects.filter(act__slug="zakon-o-mz").first():
        return found
    editor = make_user("biblioteka@example.ba", name="Urednica biblioteke")
    make_mandate(editor, "editor", _savez())
    one = make_document(editor, act=make_act(), kept_for=_savez())
    later = make_document(editor, act=make_act("novi-zakon", title="Novi zakon"), kept_for=_savez())
    told = {"name": "Osnovni tekst", "text": ARTICLES, "changed": "", "holds_from": "2019"}
    versions.add(one, editor, uuid4(), told)
    versions.add(one, editor, uuid4(), told | {"name": "S izmjenama", "text": ARTICLES.replace("pet", "sedam")})
    touching.touch(later, one, editor, "changes", "Broj članova.")
    return one
