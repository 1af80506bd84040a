"""The folder of built and stored things, the database, and the environment variables that the processes get."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .cluster import APPLICATION, OWNER, Cluster
from .trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()
FRESH, USED = 300, 60  # megabytes that a first and a later start need
OLDEST_POSTGRESQL = 150_000
ADDRESS = "Write postgres://user:password@host:5432/name, or unset it to use the private database."
OWNERSHIP = "Let it own the database: ALTER DATABASE … OWNER TO …, or see docs/deploy.md."
REMEDY = "Start that server or correct DATABASE_URL; unset it to use the private database."


@dataclass(frozen=True)
class Database:
    """Where the two roles connect. With a DATABASE_URL of one's own both are the same."""

    owner: str
    application: str
    role: str  # the name of the second role, to grant to; empty when there is only one


@contextmanager
def database() -> Iterator[Database]:
    """The database at DATABASE_URL, else the private one, which lives as long as somebody holds it."""
    url = os.environ.get("DATABASE_URL")
    if url:
        reach(url)
        yield Database(url, url, "")
        return
    refuse_full_disk()
    cluster = Cluster(DATA / "pg").hold()
    try:
        yield Database(cluster.url(OWNER), cluster.url(APPLICATION), APPLICATION)
    finally:
        cluster.release()


def reach(url: str) -> None:
    """One line instead of a page when DATABASE_URL does not answer or is too old."""
    import psycopg  # noqa: PLC0415 - most starts need none, and it takes a tenth of a second

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version
            (may_create,) = connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone() or (False,)
    except psycopg.ProgrammingError:
        raise Trouble(f"DATABASE_URL is no address of a database ({without_password(url)}). {ADDRESS}") from None
    except (psycopg.Error, UnicodeError) as error:
        reason = " ".join(str(error).split()).rstrip(".?") or type(error).__name__
        raise Trouble(
            f"The database at DATABASE_URL ({without_password(url)}) does not answer: {reason}. {REMEDY}"
        ) from None
    if version < OLDEST_POSTGRESQL:
        raise Trouble(f"PostgreSQL 15 or newer is needed; DATABASE_URL leads to {version // 10000}.")
    if not may_create:
        raise Trouble(f"The role of DATABASE_URL ({without_password(url)}) may not create tables. {OWNERSHIP}")


def without_password(url: str) -> str:
    """Host and name of a database, fit for a terminal that somebody may copy from."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or 'local socket '}{f':{parts.port}' if parts.port else ''}{parts.path}"
    except ValueError:
        return "not a URL"


def refuse_full_disk() -> None:
    """PostgreSQL without space stops in the middle of things: better not to start."""
    DATA.mkdir(parents=True, exist_ok=True)
    needed = USED if (DATA / "pg" / "PG_VERSION").exists() else FRESH
    free = shutil.disk_usage(DATA).free // 1_000_000
    if free < needed:
        raise Trouble(f"No space: {DATA} has {free} MB free, {needed} MB are needed. Free some, or set DATA_DIR.")


def secret_key() -> str:
    """A key of this checkout, so that sessions survive a restart."""
    file = DATA / "secret-key"
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        with open(file, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as stream:
            stream.write(secrets.token_urlsafe(50))
    return file.read_text()


def environment(**variables: str) -> dict[str, str]:
    """Our own environment with what every process of the house needs; `variables` come last."""
    base = {
        "DJANGO_SETTINGS_MODULE": "mzplatform.settings",
        "DATA_DIR": str(DATA),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(),
        "MZ_HOUSE": "1",  # manage.py then ends with the process that started it
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **base, **variables}


def given(name: str, default: str) -> str:
    """The variable as it was set on purpose, else what this command usually wants."""
    return os.environ.get(name) or default
