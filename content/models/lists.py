"""What stands beside an entry in other tables, read together with its row: themes, places, photos, files.

A queryset says `annotate(**lists_of())`; the entries then answer from what came with them, and ask the database otherwise.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from register.models import Community

if TYPE_CHECKING:
    from .attachments import Attachment
    from .photos import Photo
    from .places import EntryPlace


def _rows(model: str) -> Any:
    return apps.get_model("content", model)._default_manager


def lists_of(*, files: bool = False) -> dict[str, ArraySubquery]:
    """Annotations: places and photos as JSON, themes as numbers, since whoever lists them knows them by number."""
    themes = _rows("Entry_themes").filter(entry=OuterRef("pk")).order_by("theme__position")
    places = _rows("EntryPlace").filter(entry=OuterRef("pk")).order_by("pk")
    place = {"id": "id", "name": "name", "municipality_id": "municipality"}
    community = JSONObject(
        id="community", name="community__name", qualifier="community__qualifier", slug="community__slug"
    )
    photos = _rows("Photo").shown().filter(entry=OuterRef("pk")).order_by("position", "pk")
    read = {
        "theme_ids": ArraySubquery(themes.values("theme")),
        "place_rows": ArraySubquery(places.values(row=JSONObject(**place, community=community))),
        "photo_rows": ArraySubquery(photos.values(row=JSONObject(id="id", alt="alt", variants="variants"))),
    }
    if files:
        rows = _rows("Attachment").shown().filter(entry=OuterRef("pk")).order_by("pk")
        columns = ("id", "name", "title", "kind", "size", "reading", "page_count", "pages_read")
        read["file_rows"] = ArraySubquery(rows.values(row=JSONObject(**{one: one for one in columns})))
    return read


class Lists:
    """For an entry: what readers see of these tables."""

    @cached_property
    def shown_places(self) -> list[EntryPlace]:
        """Where it happened, or whom it concerns."""
        rows = self.__dict__.get("place_rows")
        if rows is None:
            return list(cast("Any", self).places.select_related("community"))
        model = apps.get_model("content", "EntryPlace")
        return [model(**row | {"community": _community(row["community"])}) for row in rows]

    @cached_property
    def shown_themes(self) -> list[int]:
        """Numbers of its themes."""
        ids: list[int] | None = self.__dict__.get("theme_ids")
        themes = cast("Any", self).themes
        return list(themes.order_by("position").values_list("pk", flat=True)) if ids is None else ids

    @cached_property
    def shown_photos(self) -> list[Photo]:
        """Its photos in their order."""
        photos: list[Photo] = self._shown("photo_rows", "Photo", "photos")
        return photos

    @cached_property
    def shown_files(self) -> list[Attachment]:
        """What readers may download."""
        files: list[Attachment] = self._shown("file_rows", "Attachment", "attachments")
        return files

    def _shown(self, read: str, model: str, related: str) -> Any:
        rows = self.__dict__.get(read)
        if rows is None:
            return list(getattr(self, related).shown())
        return [apps.get_model("content", model)(**row) for row in rows]


def _community(row: dict[str, Any]) -> Community | None:
    return Community(**row) if row["id"] is not None else None
