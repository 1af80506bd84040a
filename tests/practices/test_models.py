"""What must never be false of a practice, and what it needs before it can be sent."""

from decimal import Decimal

import pytest
from django.db import Error, transaction

from content.models import AuditRow, Entry
from practices.costs import shares
from practices.models import CostPart, Practice, Step
from tests import factories


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"cost": -1}, "practice_cost"),
        ({"outcome": "maybe"}, "practice_outcome"),
        ({"size": "mala"}, "practice_size"),
        ({"settlement": "x"}, "practice_settlement"),
        ({"began": "2016-02-30"}, "practice_days"),
        ({"ended": "juče"}, "practice_days"),
        ({"confidence": "x"}, "practice_confidence"),
        ({"people": -1}, "people"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(member, fields, rule):
    with pytest.raises(Error, match=rule), transaction.atomic():
        Practice.objects.create(author=member, kind="practice", title="x", **fields)


def test_only_a_practice_is_a_practice(member, practice):
    with pytest.raises(Error, match="practice_is_a_practice"), transaction.atomic():
        Practice.objects.create(author=member, kind="comment", root_id=practice.pk, parent_id=practice.pk)


def test_a_step_has_a_title_and_a_place(practice):
    Step.objects.create(practice=practice, position=1, title="Prvi")
    with pytest.raises(Error, match="step_has_title"), transaction.atomic():
        Step.objects.create(practice=practice, position=2, title="")


def test_changes_of_the_child_are_in_the_audit(practice):
    Practice.objects.filter(pk=practice.pk).update(problem="Drugi problem")
    row = AuditRow.objects.filter(table="practices_practice", row_id=practice.pk).latest("id")
    assert (row.action, row.fields) == ("update", ["problem"])


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ({"problem": ""}, "Opišite problem"),
        ({"body": ""}, "Napišite šta je urađeno"),
        ({"title": ""}, "Upišite naslov"),
        ({"places": []}, "Izaberite mjesto"),
        ({"themes": []}, "Izaberite bar jednu temu"),
    ],
)
def test_what_it_cannot_be_sent_without(member, places, theme, without, sentence):
    practice = factories.make_practice(member, **{"places": [places.jelah], "themes": [theme], **without})
    assert len(practice.obstacles()) == 1
    assert sentence in practice.obstacles()[0]


def test_steps_say_what_was_done_too(member, places, theme):
    practice = factories.make_practice(member, body="", places=[places.jelah], themes=[theme])
    Step.objects.create(practice=practice, position=1, title="Prvi")
    assert practice.obstacles() == []


@pytest.mark.parametrize(
    ("amounts", "percent"),
    [((1, 1, 1), [34, 33, 33]), ((100,), [100]), ((999, 1), [100, 0]), ((1, 2, 3, 4), [10, 20, 30, 40])],
)
def test_shares_add_up(practice, amounts, percent):
    for number, amount in enumerate(amounts):
        CostPart.objects.create(practice=practice, position=number, payer=f"P{number}", amount=Decimal(amount))
    assert [share.percent for share in shares(practice)] == percent
    assert sum(float(share.width) for share in shares(practice)) == pytest.approx(100, abs=0.05)


def test_parts_that_cannot_be_drawn_are_not(practice):
    assert shares(practice) == []
    for number in range(5):
        CostPart.objects.create(practice=practice, position=number, payer="P", amount=1)
    assert shares(practice) == []


def test_an_entry_of_the_spine_knows_its_practice(practice):
    assert Entry.objects.get(pk=practice.pk).practice == practice
