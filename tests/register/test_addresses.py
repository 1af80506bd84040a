"""A changed address leaves the old one behind, and nobody else can take it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from register.models import Community, FormerSlug, Municipality
from tests.factories import make_community, make_places


def former():
    """Where old addresses lead: (municipality, slug) of a community, (slug,) of a municipality."""
    return {
        ((row.municipality.slug, row.slug) if row.community else (row.slug,)): row.community or row.municipality
        for row in FormerSlug.objects.select_related("municipality", "community")
    }


def rename(row, slug):
    row.slug = slug
    row.save()


def refused(rule, act, *args, **values):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        act(*args, **values)


def test_changed_address_is_kept(places):
    rename(places.jelah, "jelah-polje")
    assert former() == {("tesanj", "jelah"): places.jelah}


def test_changed_name_keeps_the_address(places):
    places.jelah.name = "Jelah Polje"
    places.jelah.save()
    assert places.jelah.slug == "jelah"
    assert former() == {}


def test_back_and_forth(places):
    rename(places.jelah, "jelah-polje")
    rename(places.jelah, "jelah")
    assert former() == {("tesanj", "jelah-polje"): places.jelah}
    rename(places.jelah, "jelah-polje")
    assert former() == {("tesanj", "jelah"): places.jelah}


def test_each_of_several_old_addresses_is_kept(places):
    rename(places.jelah, "b")
    rename(places.jelah, "c")
    assert set(former()) == {("tesanj", "jelah"), ("tesanj", "b")}


def test_no_other_community_takes_an_old_address(places):
    rename(places.jelah, "jelah-polje")
    rule = "community_takes_no_former_address"
    refused(rule, make_community, "Jelah", places.tesanj, qualifier="novi")
    refused(rule, rename, places.kalosevic, "jelah")
    elsewhere = make_community("Jelah", places.laktasi, qualifier="kod Laktaša")
    elsewhere.municipality = places.tesanj
    refused(rule, elsewhere.save)
    assert former() == {("tesanj", "jelah"): places.jelah}


def test_nothing_is_made_a_former_address_where_a_place_is(places):
    values = {"municipality": places.tesanj, "until": timezone.now()}
    rule = "former_address_stands_empty"
    refused(rule, FormerSlug.objects.create, community=places.jelah, slug="kalosevici", **values)
    refused(rule, FormerSlug.objects.create, slug="laktasi", **values)
    FormerSlug.objects.create(community=places.jelah, slug="laktasi", **values)
    FormerSlug.objects.create(slug="kalosevici", **values)


def test_an_address_is_free_when_its_place_is_gone(places):
    rename(places.kalosevic, "kal")
    places.kalosevic.delete()
    make_community("Novi", places.tesanj, slug="kalosevici")
    assert former() == {}


def test_two_swap_their_addresses(places):
    other = {places.jelah.slug: places.kalosevic.slug, places.kalosevic.slug: places.jelah.slug}
    swap = Case(*(When(slug=old, then=Value(new)) for old, new in other.items()))
    Community.objects.filter(municipality=places.tesanj).update(slug=swap)
    places.jelah.refresh_from_db()
    assert places.jelah.slug == "kalosevici"
    assert former() == {}


def test_moved_to_another_municipality(places):
    places.jelah.municipality = places.laktasi
    places.jelah.save()
    assert former() == {("tesanj", "jelah"): places.jelah}
    places.jelah.municipality = places.tesanj
    places.jelah.save()
    assert former() == {("laktasi", "jelah"): places.jelah}


def test_same_slug_elsewhere_is_another_address(places):
    rename(places.jelah, "jelah-polje")
    make_community("Jelah", places.laktasi)
    assert former() == {("tesanj", "jelah"): places.jelah}


def test_municipality(places):
    rename(places.tesanj, "tesanj-grad")
    assert former() == {("tesanj",): places.tesanj}
    rename(places.tesanj, "tesanj")
    assert former() == {("tesanj-grad",): places.tesanj}


def test_no_other_municipality_takes_an_old_address(places):
    rename(places.tesanj, "novi-tesanj")
    rule = "municipality_takes_no_former_address"
    values = {"name": "Drugi", "seat": "Drugi", "type": places.tesanj.type, "entity": places.rs}
    refused(rule, Municipality.objects.create, slug="tesanj", **values)
    refused(rule, rename, places.laktasi, "tesanj")
    assert former() == {("tesanj",): places.tesanj}


def test_a_municipality_and_a_community_do_not_meet(places):
    """Their addresses have different parents."""
    rename(places.jelah, "tesanj")
    rename(places.jelah, "jelah")
    rename(places.tesanj, "jelah")
    assert former() == {("jelah", "tesanj"): places.jelah, ("tesanj",): places.tesanj}


@pytest.mark.django_db(transaction=True)
def test_nobody_takes_an_address_while_it_is_being_left():
    """The other waits for the rename, and then sees what it left behind."""
    places = make_places()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            rename(places.jelah, "jelah-polje")
            new = Community(name="Novi", municipality=places.tesanj, slug="jelah")
            taken = pool.submit(in_another_connection, new.save)
            for _attempt in range(200):
                if somebody_waits() or taken.done():
                    break
                time.sleep(0.02)
        assert "community_takes_no_former_address" in str(taken.exception())


def in_another_connection(act):
    try:
        return act()
    finally:
        connection.close()


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.rowcount
