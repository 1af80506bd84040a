"""The copy of one's data: a ZIP that the worker makes, that its owner fetches once within a day, and that is then gone."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.mail import Letter
from accounts.models import Export, User
from accounts.models.leaving import FETCHABLE
from content.files import store
from content.models import Attachment, Photo
from text.languages import find
from text.script import convert_html

from .exported import Section, sections_of

if TYPE_CHECKING:
    from notifications.schedule import Run

GRACE = timedelta(minutes=10)
"""So long a file stays after it was fetched or ran out, as somebody may still be reading it."""


class Gone(Exception):  # noqa: N818 - not a fault: it was fetched, or its day has passed
    """There is no file to fetch (any more)."""


@transaction.atomic
def ask(user: User) -> Export:
    """One copy at a time: while one is being made or lies ready, that is it; else a new one is begun."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    standing = Export.objects.filter(user=user).first()
    if standing is not None and (standing.is_waiting or standing.is_fetchable):
        return standing
    if standing is not None:
        standing.delete()
        if standing.path:
            transaction.on_commit(lambda: store.remove([standing.path]))
    return Export.objects.create(user=user)


# -- made by the worker --------------------------------------------------------------------------------------------------


def make_all(run: Run) -> None:
    """Every copy that was asked for: a line of `TICKS`. One that fails does not keep the others from theirs."""
    failure: Exception | None = None
    for export in (
        Export.objects.filter(ready=None, user__is_active=True).select_related("user__profile").order_by("asked")
    ):
        if not run.goes_on():
            break
        try:
            make(export)
        except Exception as error:  # the worker says it, and tries again
            failure = error
    if failure is not None:
        raise failure


def make(export: Export) -> bool:
    """Write the file, then the row and the mail that says so. False where another worker was faster or nobody wants it."""
    path = store.write_with(lambda file: write(export.user, file), "zip")
    try:
        with transaction.atomic():
            now = timezone.now()
            waiting = Export.objects.filter(pk=export.pk, ready=None, user__is_active=True)
            if not waiting.update(ready=now, expires=now + FETCHABLE, path=path, size=store.size_of(path)):
                store.remove([path])
                return False
            facts = {"expires": (now + FETCHABLE).isoformat(), "when": now.isoformat()}
            user = export.user
            language = user.profile.language
            Letter("export_ready", user.email, context=facts, language=language, reader_id=user.pk).send()
    except BaseException:
        store.remove([path])
        raise
    return True


def write(user: User, file: BinaryIO) -> None:
    """The ZIP itself: for programs, for people, and the files."""
    language = find(user.profile.language)
    with translation.override(language.code), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        sections = list(sections_of(user))
        archive.writestr("podaci.json", as_json(sections))
        archive.writestr("pregled.html", overview(user, sections))
        for name, path in files_of(user):
            _add(archive, name, path)


def as_json(sections: list[Section]) -> str:
    """Everything, by the names that the columns have."""
    whole: dict[str, Any] = {"format": 1, "made": timezone.now()}
    whole |= {section.name: section.as_json() for section in sections}
    return json.dumps(whole, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)


def overview(user: User, sections: list[Section]) -> str:
    """The same to be read, in the person's language and script; a page that needs nothing but itself."""
    language = find(user.profile.language)
    context = {
        "sections": [section for section in sections if section.items],
        "made": timezone.now(),
        "html_lang": language.tag,
        "name": user.get_full_name(),
    }
    return convert_html(render_to_string("accounts/export.html", context), language.script)


def files_of(user: User) -> list[tuple[str, str]]:
    """The person's photos in their largest size, and their documents: the name in the ZIP, and where the file lies."""
    found = []
    for photo in Photo.objects.filter(entry__author=user).order_by("pk"):
        largest = max(photo.variants, key=lambda one: (one["format"] == "jpeg", one["width"]))
        found.append((f"fotografije/{photo.pk}{PurePosixPath(largest['path']).suffix}", largest["path"]))
    for one in Attachment.objects.filter(entry__author=user).order_by("pk"):
        found.append((f"dokumenti/{one.pk}-{PurePosixPath(one.name).name}", one.path))
    return found


def _add(archive: ZipFile, name: str, path: str) -> None:
    """Piece by piece; these are compressed already. A file that a crash took is not there to be given."""
    try:
        source = store.open_for_reading(path)
    except FileNotFoundError:
        return
    entry = ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type = ZIP_STORED
    with source, archive.open(entry, "w", force_zip64=True) as target:
        while piece := source.read(1 << 20):
            target.write(piece)


# -- fetched by its owner ------------------------------------------------------------------------------------------------


def take(user: User) -> tuple[BinaryIO, Export]:
    """The open file, to the first who asks; its name is gone from the disk at once. Raises Gone."""
    with transaction.atomic():
        export = _locked(user)
        if export is None or not export.is_fetchable:
            raise Gone
        Export.objects.filter(pk=export.pk).update(fetched=timezone.now())
    try:
        file = store.open_for_reading(export.path)
    except FileNotFoundError:
        raise Gone from None
    _forget(export)
    return file, export


def _locked(user: User) -> Export | None:
    return Export.objects.select_for_update().filter(user=user).first()


def _forget(export: Export) -> None:
    """First the file, then its name: killed in between, the next hour does it again."""
    store.remove([export.path])
    Export.objects.filter(pk=export.pk, path=export.path).update(path="")


def clear(run: Run) -> None:
    """Files that were fetched or whose day has passed: a line of `TICKS`."""
    before = timezone.now() - GRACE
    for export in Export.objects.exclude(path="").filter(Q(fetched__lt=before) | Q(expires__lt=before)).order_by("pk"):
        if not run.goes_on():
            return
        _forget(export)
