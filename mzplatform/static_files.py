"""Whether the collected static files are those of the sources: hashing and compressing them takes seconds."""

from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def fingerprint() -> str:
    """Name, size and time of every file that would be collected, and who hashes them."""
    digest = blake2b(f"{version('django')} {version('whitenoise')}".encode(), digest_size=12)
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def stamp() -> Path:
    """Beside the collected files, not among them."""
    return settings.STATIC_ROOT.with_name(settings.STATIC_ROOT.name + ".collected")


def is_collected() -> bool:
    """True if nothing changed since `mark_collected`."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    return manifest.exists() and stamp().exists() and stamp().read_text() == fingerprint()


def mark_collected() -> None:
    """Called after collectstatic went through."""
    stamp().write_text(fingerprint())
