"""Photos of what one wrote: added, put in order and taken away as any other change of it, with its next version.

Which of them wait is said in `attaching`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from content.files.pictures import read_picture
from content.files.store import remove, write_all
from content.models import Photo
from content.models.photos import MOST

from .attaching import opened, opened_for_more
from .proposals import forget_if_empty

if TYPE_CHECKING:
    from accounts.models import User
    from content.files.pictures import Picture
    from content.files.reading import Readable
    from content.models import Entry


class Full(Exception):  # noqa: N818 - not a fault: there are as many as there may be
    """No further photo fits."""


def add_photo(entry: Entry, by: User, file: Readable, alt: str, people: str) -> Photo:
    """A further photo at the end. The same one with the same words a second time is the one that stands there already.

    Raises `content.files.refusals.Refused`, Full, PermissionDenied.

    The picture is made anew before anything is locked, its files are written before the row, and go if the row does not
    come to be.
    """
    picture = read_picture(file)
    paths = write_all((one.content, one.extension) for one in picture.variants)
    try:
        with transaction.atomic():
            entry, waits = opened_for_more(entry, by)
            if (standing := _same(entry, picture, alt)) is not None:  # sent again, since no answer came
                forget_if_empty(entry)
                remove(paths)
                return standing
            if entry.photos.count() >= MOST:
                raise Full
            last = entry.photos.aggregate(last=Max("position"))["last"] or 0
            variants = [
                {
                    "path": path,
                    "format": one.format,
                    "width": one.width,
                    "height": one.height,
                    "bytes": len(one.content),
                    "sha256": one.sha256,
                }
                for one, path in zip(picture.variants, paths, strict=True)
            ]
            return Photo.objects.create(
                entry=entry, position=last + 1, alt=alt, people=people, variants=variants, waits=waits
            )
    except BaseException:
        remove(paths)
        raise


def _same(entry: Entry, picture: Picture, alt: str) -> Photo | None:
    """The photo that shows just this, and says just this."""
    prints = [one.sha256 for one in picture.variants]
    found = (photo for photo in entry.photos.filter(alt=alt) if [one["sha256"] for one in photo.variants] == prints)
    return next(found, None)


@transaction.atomic
def remove_photo(entry: Entry, by: User, number: int) -> bool:
    """Take a photo away; its files go when that is certain. False if it is gone already."""
    entry = opened(entry, by)
    photo = entry.photos.filter(pk=number).first()
    if photo is None:
        return False
    paths = photo.paths
    photo.delete()
    forget_if_empty(entry)
    transaction.on_commit(lambda: remove(paths))
    return True


@transaction.atomic
def move_photo(entry: Entry, by: User, number: int) -> bool:
    """One place further to the front. False if it stands there already."""
    entry = opened(entry, by)
    photos = list(entry.photos.all())
    place = next((index for index, one in enumerate(photos) if one.pk == number), 0)
    if place == 0:
        return False
    before, photo = photos[place - 1], photos[place]
    before.position, photo.position = photo.position, before.position
    Photo.objects.bulk_update([before, photo], ["position"])
    return True
