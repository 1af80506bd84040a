"""How static files are named and kept in production."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and pre-compressed; forgives packages whose scripts name a source map that they do not ship."""

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            if name.partition("?")[0].endswith(".map"):
                return name
            raise
