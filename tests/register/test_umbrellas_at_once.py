"""Two at the same moment, on real connections: one gives a municipality a local community, the other says that it has none."""

import threading
import time

import pytest
from django.db import Error, transaction

from register.models import Community, LegalStatus, Municipality
from tests.at_once import at_once
from tests.factories import make_community, make_municipality

pytestmark = pytest.mark.django_db(transaction=True)


def one_after_the_other(first, second):
    """The second begins when the first has written but not saved; returns what came of the second."""
    written = threading.Event()

    def begin():
        with transaction.atomic():
            first()
            written.set()
            time.sleep(0.3)

    def follow():
        assert written.wait(10)
        with transaction.atomic():
            second()

    began, followed = at_once(begin, follow)
    assert began is None
    return followed


@pytest.fixture(params=["is_umbrella", "without_communities"])
def acts(places, request):
    """On a municipality that has no local community yet."""
    empty = make_municipality("Stolac", entity=places.rs, type=places.tesanj.type)
    rows = Municipality.objects.filter(pk=empty.pk)
    return {
        "add": lambda: make_community("Centar", empty),
        "move": lambda: Community.objects.filter(pk=places.klasnice.pk).update(municipality=empty),
        "say": lambda: rows.update(**{request.param: True}, notes="Statut"),
    }


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("first", "second"), [("add", "say"), ("say", "add"), ("move", "say"), ("say", "move")])
def test_the_second_is_refused(acts, first, second):
    assert isinstance(one_after_the_other(acts[first], acts[second]), Error)


@pytest.mark.parametrize("part_first", [True, False])
def test_a_part_and_the_end_of_its_city(places, part_first):
    city = make_municipality("Sarajevo", entity=places.rs, type=places.tesanj.type, is_umbrella=True)

    def part():
        Municipality.objects.filter(pk=places.laktasi.pk).update(umbrella=city)

    def end():
        Municipality.objects.filter(pk=city.pk).update(is_umbrella=False)

    acts = (part, end) if part_first else (end, part)
    assert isinstance(one_after_the_other(*acts), Error)


@pytest.mark.parametrize("status_first", [True, False])
def test_a_legal_status_and_the_entity_of_its_municipality(places, status_first):
    status = LegalStatus.objects.create(
        code="rs-oblik", entity=places.rs, name_bs="Oblik", name_hr="Oblik", name_sr="Oblik"
    )

    def give():
        Community.objects.filter(pk=places.klasnice.pk).update(legal_status=status)

    def move():
        Municipality.objects.filter(pk=places.laktasi.pk).update(entity=places.fbih, canton=places.tesanj.canton)

    acts = (give, move) if status_first else (move, give)
    assert isinstance(one_after_the_other(*acts), Error)
