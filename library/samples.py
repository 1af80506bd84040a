"""Documents of the sample site: a model act in two versions, a form to fill in, an inner paper of a network; all say that they
are samples.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from accounts.models import User
from accounts.policy import holders_of
from content.models import Theme
from register.models import Organisation

from . import actions, versions
from .forms import PLAIN
from .models import Document

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = """Član 1.
Ovom odlukom uređuju se obrazovanje, poslovi i finansiranje mjesnih zajednica na području opštine.

Član 2.
Mjesna zajednica se obrazuje za jedno ili više naseljenih mjesta koja čine cjelinu.

Član 3.
Savjet mjesne zajednice ima pet članova. Mandat savjeta traje četiri godine.

Član 4.
Savjet se sastaje najmanje četiri puta godišnje. Sjednice su javne.

Član 5.
Opština u budžetu obezbjeđuje sredstva za rad mjesnih zajednica."""
SECOND = FIRST.replace(
    "Savjet mjesne zajednice ima pet članova.",
    "Savjet mjesne zajednice ima pet ili sedam članova, od kojih najmanje 40 % čine članovi manje zastupljenog pola.",
).replace("Sjednice su javne.", "Sjednice su javne. Poziv i dnevni red objavljuju se najmanje sedam dana ranije.")


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many are new."""
    editor = User.objects.filter(is_sample=True, email__startswith="urednik@").first()
    if editor is None or not holders_of(editor):
        return 0
    made = 0
    for name, build in BUILDERS.items():
        if not Document.objects.filter(once=_once(name)).exists():
            with transaction.atomic():
                made += build(editor, _once(name))
    return made


def _model(editor: User, once: UUID) -> int:
    values = _values(
        editor,
        type="model",
        title="Model odluke o mjesnim zajednicama (primjer)",
        lead="Predložak odluke koji savjet opštine može prilagoditi i usvojiti.",
        body="Kaže kako se mjesna zajednica obrazuje, koliko članova ima savjet, kako se sastaje i odakle su sredstva.\n\n"
        "Prije usvajanja uporedite ga sa svojim statutom. Ovo je primjer, a ne propis.",
    )
    document = actions.publish(editor, once, "bs", values, Theme.objects.filter(slug="propisi"))
    told = {"name": "Osnovni tekst", "text": FIRST, "changed": "", "holds_from": ""}
    versions.add(document, editor, _once("model 1"), told)
    changed = "Savjet može imati i sedam članova, pazi se na zastupljenost polova, a poziv ide sedam dana ranije."
    versions.add(
        document, editor, _once("model 2"), told | {"name": "Druga verzija", "text": SECOND, "changed": changed}
    )
    return 1


def _form(editor: User, once: UUID) -> int:
    values = _values(
        editor,
        type="obrazac",
        title="Poziv na zbor građana (primjer)",
        lead="Za oglasnu tablu: upišite dan, mjesto i dnevni red.",
        body="Poziv kaže gdje je i kada zbor, o čemu se odlučuje i ko ga saziva. Može se prepisati ili odštampati.",
    )
    document = actions.publish(editor, once, "bs", values, Theme.objects.filter(slug="ucesce-gradjana"))
    text = (
        "Savjet mjesne zajednice __________ poziva na zbor građana.\n\nDan i sat: __________\n\nMjesto: __________\n\n"
    )
    told = {
        "name": "Obrazac",
        "text": f"{text}Dnevni red:\n1. __________\n2. __________",
        "changed": "",
        "holds_from": "",
    }
    versions.add(document, editor, _once("obrazac 1"), told)
    return 1


def _inner(editor: User, once: UUID) -> int:
    network = next((one for one in holders_of(editor) if one.kind == Organisation.Kind.NETWORK), None)
    if network is None:
        return 0
    values = _values(
        editor,
        type="zapisnik",
        title="Podsjetnik za članove mreže (primjer)",
        lead="Šta smo dogovorili za naredni sastanak.",
        body="Svako donosi po jedan primjer iz svoje mjesne zajednice. Ovo čitaju samo članovi mreže.",
    )
    actions.publish(
        editor, once, "bs", values | {"kept_for": network, "audience": "organisation"}, Theme.objects.none()
    )
    return 1


BUILDERS: dict[str, Callable[[User, UUID], int]] = {"model": _model, "obrazac": _form, "podsjetnik": _inner}


def _values(editor: User, **told: str) -> dict[str, Any]:
    plain: dict[str, Any] = dict.fromkeys(PLAIN, "") | {"year": None, "seconds": None, "audience": "public"}
    places = {"entity_id": None, "canton_id": None, "municipality_id": None}
    keeper = min(holders_of(editor), key=attrgetter("slug"))
    return plain | places | {"kept_for": keeper, "is_sample": True} | told


def _once(name: str) -> UUID:
    """The key of a form that nobody filled in: the same at every start."""
    return uuid5(NAMESPACE_URL, f"primjer dokument {name}")
