"""A prepared query gives what its queryset would, and refuses what it could not give."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import JSONObject, Left
from django.db.models.signals import post_init

from register.models import Community, Municipality
from ui.prepared import Prepared, numbered

pytestmark = pytest.mark.django_db


def test_rows_of_a_model(places) -> None:
    prepared = Prepared(lambda place, slug: Community.objects.filter(municipality=place, slug=slug), (-1, "-"))
    (found,) = prepared(places.tesanj.pk, places.jelah.slug)
    assert found == places.jelah
    fields = [field.attname for field in Community._meta.concrete_fields]
    assert {name: getattr(found, name) for name in fields} == {name: getattr(places.jelah, name) for name in fields}
    assert prepared(places.tesanj.pk, "nowhere") == []


def test_some_columns_of_a_model(places) -> None:
    prepared = Prepared(lambda slug: Community.objects.only("name").filter(slug=slug), ("-",))
    (found,) = prepared(places.jelah.slug)
    assert found.get_deferred_fields() >= {"slug", "updated"}
    assert (found.name, found.slug) == (places.jelah.name, places.jelah.slug)


def test_a_row_is_what_django_makes_of_it(places) -> None:
    rows = Community.objects.only("name", "municipality").annotate(one=Value(1))
    (plain,) = Prepared(lambda slug: rows.filter(slug=slug), ("-",))(places.jelah.slug)
    wanted = rows.get(slug=places.jelah.slug)
    own, theirs = vars(plain), vars(wanted)
    assert own.keys() == theirs.keys()
    assert {name: own[name] for name in own if name != "_state"} == {
        name: theirs[name] for name in theirs if name != "_state"
    }
    assert (plain._state.adding, plain._state.db) == (wanted._state.adding, wanted._state.db)
    assert plain.municipality == places.tesanj
    plain.save()


def test_a_model_that_listens_to_its_making_is_made_by_django(places) -> None:
    made = []

    def listen(instance, **_: object) -> None:
        made.append(instance.pk)

    post_init.connect(listen, sender=Community)
    try:
        prepared = Prepared(lambda pk: Community.objects.filter(pk=pk), (-1,))
        prepared(places.jelah.pk)
    finally:
        post_init.disconnect(listen, sender=Community)
    assert made == [places.jelah.pk]


def test_a_sign_of_a_pattern_is_no_placeholder(places) -> None:
    prepared = Prepared(lambda slug: Community.objects.filter(slug=slug, name__contains="%").values_list("pk"), ("-",))
    assert prepared(places.jelah.slug) == []
    assert numbered("SELECT '100%%', %s, %s") == b"SELECT '100%', $1, $2"


HOSTILE = ('100 % \'s \\ "%s" %%', "%(name)s", "Đorđe'); --")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("by_values", [False, True])
def test_what_is_fixed_stands_in_the_sql_and_values_arrive_as_they_are(places, name, by_values) -> None:
    Community.objects.filter(pk=places.jelah.pk).update(settlements=name, former_names=name)
    prepared = Prepared(
        lambda pk, text: Community.objects.filter(settlements=name, pk=pk, former_names=text),
        (-1, "-"),
        by_values=by_values,
    )
    assert prepared(places.jelah.pk, name) == [places.jelah]
    assert prepared(places.jelah.pk, name + " ") == []
    assert "$3" not in numbered(prepared.statement.sql).decode()


def test_the_plan_is_the_same_for_all_values(places) -> None:
    prepared = Prepared(lambda pk: Community.objects.filter(pk=pk, name="Jelah"), (-1,))
    for _time in range(12):
        prepared(places.jelah.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement = %s",
            [numbered(prepared.statement.sql).decode()],
        )
        assert cursor.fetchall() == [(12, 0)]


def test_tuples(places) -> None:
    rows = Municipality.objects.order_by("pk").annotate(one=Value(1)).values_list("name", "one")
    assert Prepared(lambda pk: rows.filter(pk=pk), (-1,))(places.tesanj.pk) == [(places.tesanj.name, 1)]


def test_one_query_each_time(places, django_assert_num_queries) -> None:
    prepared = Prepared(lambda pk: Community.objects.filter(pk=pk), (-1,))
    for _time in range(2):
        with django_assert_num_queries(1):
            assert prepared(places.jelah.pk) == [places.jelah]


def test_values_may_stand_in_another_order_and_twice(places) -> None:
    rows = Community.objects.order_by("pk")
    prepared = Prepared(
        lambda slug, place: rows.filter(municipality=place, slug=slug, municipality__pk=place), ("-", -1)
    )
    assert prepared(places.jelah.slug, places.tesanj.pk) == [places.jelah]


def test_how_many(places) -> None:
    rows = Community.objects.only("pk").order_by("pk")
    counted = Prepared(lambda place: rows.filter(municipality=place)[:2], (-1,), count=True)
    assert counted(places.tesanj.pk) == [(2,)]
    assert counted(0) == [(0,)]


def test_a_value_that_the_query_does_not_take() -> None:
    with pytest.raises(ValueError, match="sample"):
        Prepared(lambda _pk: Community.objects.all(), (-1,))(1)


def test_what_is_annotated_and_converted_on_reading(places) -> None:
    rows = Community.objects.annotate(slugs=JSONObject(own=F("slug")), short=Left("name", 2))
    (found,) = Prepared(lambda pk: rows.filter(pk=pk), (-1,))(places.jelah.pk)
    assert (found, found.slugs, found.short) == (places.jelah, {"own": places.jelah.slug}, places.jelah.name[:2])


def test_joins_to_other_models(places, django_assert_num_queries) -> None:
    rows = Community.objects.select_related("municipality__type", "legal_status")
    with django_assert_num_queries(1):
        (found,) = Prepared(lambda pk: rows.filter(pk=pk), (-1,))(places.jelah.pk)
        assert found.municipality == places.tesanj
        assert found.municipality.name == places.tesanj.name
        assert found.municipality.type.code == places.tesanj.type.code
        assert found.legal_status is None
