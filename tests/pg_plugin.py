"""pytest plugin, loaded before pytest-django reads the settings: one throwaway PostgreSQL a run, shared by xdist's workers.

Its own database is migrated once, while the tests are collected, and each worker begins with a copy of it.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mzplatform.house.cluster import APPLICATION, Cluster

ROOT = Path(__file__).parents[1]
BUSY = "TESTS_MIGRATING"  # variable with the name of a file that is locked while the database is migrated

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "k" * 50)
os.environ |= {"DEBUG": "0", "SAMPLE_SITE": "0", "STRICT": "1", "HASHED_STATIC": "0"}
# Most tests run inside one transaction, where the page stamp changes once; tests/platform turns the cache on by itself.
os.environ |= {"PAGE_CACHE": "0", "PAGE_STAMP_SECONDS": "0"}
# A thread of a live server that kept its connection would keep the database from being dropped.
os.environ["DATABASE_CONN_MAX_AGE"] = "0"

if not os.environ.get("DATABASE_URL"):
    folder = Path(tempfile.mkdtemp(prefix="mz-test-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "pg", throwaway=True)
    cluster.hold()
    os.environ["DATABASE_URL"] = cluster.url()  # workers inherit it
    os.environ["DATABASE_APPLICATION_ROLE"] = APPLICATION
    os.environ[BUSY] = str(folder / "migrating")
    with open(os.environ[BUSY], "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # held by the command until its end
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        migrating = subprocess.Popen(command, cwd=ROOT, pass_fds=[file.fileno()])

    def remove(owner: int = os.getpid()) -> None:
        if os.getpid() == owner:
            migrating.kill()
            migrating.wait()
            cluster.release()
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)


def template() -> str | None:
    """The database that was migrated, once it is; None where DATABASE_URL names a PostgreSQL of somebody else."""
    if BUSY not in os.environ:
        return None
    with open(os.environ[BUSY]) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
    return os.environ["DATABASE_URL"].split("?")[0].rsplit("/", 1)[-1]
