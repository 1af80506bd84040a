"""pytest plugin, loaded before pytest-django reads the settings: one throwaway PostgreSQL a run, shared by xdist's workers."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from mzplatform.house.cluster import APPLICATION, Cluster

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

    def remove(owner: int = os.getpid()) -> None:
        if os.getpid() == owner:
            cluster.release()
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
