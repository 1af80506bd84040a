"""A changed address leaves the old one behind, and whoever lives somewhere now comes first."""

from django.db.models import Case, Value, When

from register.models import Community, FormerSlug, Municipality
from tests.factories import make_community


def former():
    """Where old addresses lead: (municipality, slug) of a community, (slug,) of a municipality."""
    return {
        ((row.municipality.slug, row.slug) if row.community else (row.slug,)): row.community or row.municipality
        for row in FormerSlug.objects.select_related("municipality", "community")
    }


def rename(row, slug):
    row.slug = slug
    row.save()


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


def test_new_place_takes_an_old_address(places):
    rename(places.jelah, "jelah-polje")
    make_community("Jelah", places.tesanj, qualifier="novi")
    assert former() == {}


def test_renamed_place_takes_an_old_address(places):
    rename(places.jelah, "jelah-polje")
    rename(places.kalosevic, "jelah")
    assert former() == {("tesanj", "kalosevici"): places.kalosevic}


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
    rename(places.laktasi, "tesanj")
    assert former() == {("laktasi",): places.laktasi}
    rename(places.tesanj, "laktasi")
    assert former() == {("tesanj-grad",): places.tesanj}


def test_new_municipality_takes_an_old_address(places):
    rename(places.tesanj, "novi-tesanj")
    Municipality.objects.create(name="Drugi", slug="tesanj", seat="Drugi", type=places.tesanj.type, entity=places.rs)
    assert former() == {}


def test_a_municipality_and_a_community_do_not_meet(places):
    """Their addresses have different parents."""
    rename(places.jelah, "tesanj")
    rename(places.jelah, "jelah")
    rename(places.tesanj, "jelah")
    assert former() == {("jelah", "tesanj"): places.jelah, ("tesanj",): places.tesanj}
