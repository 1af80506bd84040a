"""The memory of one process and the table that all share keep their bounds."""

import pytest
from django.core.cache import caches
from django.test import override_settings

from mzplatform.pagecache.pages import Memory, StoredPage


def page(etag: str, size: int) -> StoredPage:
    return StoredPage(etag, {}, b"x" * size)


def test_the_memory_forgets_what_was_unused_for_longest() -> None:
    memory = Memory(20_000)
    memory.put("a", page("1", 3_000))
    memory.put("b", page("1", 3_000))
    assert memory.get("a", "1")
    memory.put("c", page("1", 3_000))
    assert memory.get("b", "1") is None
    assert memory.get("a", "1")
    assert len(memory) == 2


def test_a_new_version_takes_the_place_of_the_old_one() -> None:
    memory = Memory(20_000)
    for version in "123":
        memory.put("a", page(version, 15_000))
    assert len(memory) == 1
    assert memory.get("a", "1") is None
    assert memory.get("a", "3")


def test_a_page_that_is_too_large_is_not_kept() -> None:
    memory = Memory(1_000)
    memory.put("a", page("1", 5_000))
    assert len(memory) == 0


@pytest.mark.django_db
def test_the_table_keeps_the_newest(settings) -> None:
    settings.CACHES = {**settings.CACHES, "few": {**settings.CACHES["pages"], "OPTIONS": {"MAX_ENTRIES": 2}}}
    with override_settings(CACHES=settings.CACHES):
        cache = caches["few"]
        cache.clear()
        for number, key in enumerate("abc"):
            cache.add(key, b"page", timeout=100 + number)
        cache.cull()
        assert [cache.get(key) for key in "abc"] == [None, b"page", b"page"]


@pytest.mark.django_db
def test_the_table_is_a_cache_like_others() -> None:
    cache = caches["pages"]
    assert cache.add("a", 1)
    assert not cache.add("a", 2)
    assert cache.get("a") == 1
    cache.set("a", 3)
    assert cache.get("a") == 3
    cache.add("gone", 1, timeout=-1)
    assert cache.get("gone", "nothing") == "nothing"
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.set("b", 1, timeout=None)
    cache.clear()
    assert cache.get("b") is None
