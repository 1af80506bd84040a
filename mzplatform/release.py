"""What the pages of this process are made of: the code, the templates, the catalogues and the settings that show."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.apps import apps
from django.conf import settings

SUFFIXES = {".py", ".html", ".txt", ".json", ".csv"}


@lru_cache(maxsize=1)
def identity() -> str:
    """Changes when a page may look different although no row changed; the same on every machine with the same code."""
    digest = blake2b(digest_size=12)
    shown = (
        settings.RELEASE,
        settings.SITE_URL,
        settings.SAMPLE_SITE,
        settings.DEBUG,
        settings.CONTENT_SECURITY_POLICY,
    )
    digest.update(repr(shown).encode())
    for file in sorted(files()):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def files() -> set[Path]:
    """Our own sources, the built catalogues, and the list of hashed static files."""
    found = {settings.STATIC_ROOT / "staticfiles.json", *settings.DATA_DIR.glob("locale/*/LC_MESSAGES/*.mo")}
    folders = [settings.BASE_DIR / "templates"]
    folders += [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    for folder in folders:
        found |= {path for path in folder.rglob("*") if path.suffix in SUFFIXES}
    return {path for path in found if path.is_file()}
