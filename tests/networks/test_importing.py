"""Networks and meetings that named sources tell of; what the sample site has inside them."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts import samples
from networks import importing, meeting_samples
from networks import samples as network_samples
from networks.models import Card, JoinRequest, Meeting, Network
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
DATA = settings.BASE_DIR / "networks" / "data"


@pytest.fixture
def loaded(real_register):
    call_command("networks_import", DATA / "networks.json")
    call_command("meetings_import", DATA / "meetings.json")


def test_the_real_ones(loaded, visitor):
    assert (Network.objects.count(), Meeting.objects.count()) == (4, 8)
    assert not Meeting.objects.filter(source="").exists()
    for one in (*Network.objects.select_related("organisation"), *Meeting.objects.all()):
        valid(visitor.get(one.get_absolute_url()))
    bijeljina = Meeting.objects.get(day="2022-12-15")
    page = text_of(visitor.get(bijeljina.get_absolute_url()))
    assert "mjesnazajednica.ba" in page
    assert "Federacije BiH" in page, "held by both networks"
    concluded = Meeting.objects.get(day="2022-05-24")
    assert "usvojeni i objavljeni zaključci" in text_of(visitor.get(concluded.get_absolute_url()))


def test_a_second_run_leaves_them_alone(loaded):
    Network.objects.filter(organisation__slug="mreza-koordinatora-rs").update(purpose="Po svom.")
    assert importing.load(DATA / "networks.json") == importing.load_meetings(DATA / "meetings.json") == 0
    assert Network.objects.filter(purpose="Po svom.").exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("networks", {"organisation": "nema-je"}),
        ("networks", {"organisation": "undp-bih"}),
        ("networks", {"joining": "sometimes"}),
        ("networks", {"area": "a" * 121}),
        ("meetings", {"network": "nema-je"}),
        ("meetings", {"day": "2022-13-01"}),
        ("meetings", {"municipalities": ["nema-je"]}),
        ("meetings", {"title": "a" * 121}),
    ],
)
def test_a_bad_row_writes_nothing(loaded, tmp_path, name, change):
    rows = json.loads((DATA / f"{name}.json").read_text())
    for row in rows:
        row["key"] = row.get("key", "") + "-2"
    Meeting.objects.all().delete()
    Network.objects.exclude(organisation__slug="mreza-koordinatora-rs").delete() if name == "networks" else None
    rows[-1] |= change
    file = tmp_path / "x.json"
    file.write_text(json.dumps(rows))
    before = Network.objects.count(), Meeting.objects.count()
    with pytest.raises((CommandError, Exception)):
        call_command(f"{name}_import", file)
    assert (Network.objects.count(), Meeting.objects.count()) == before


@pytest.mark.parametrize("name", ["networks", "meetings"])
def test_a_file_that_is_not_there(db, tmp_path, name):
    with pytest.raises(CommandError):
        call_command(f"{name}_import", tmp_path / "x.json")


def test_samples_say_what_they_are(loaded, visitor, settings, client_of):
    settings.SAMPLE_SITE = True
    samples.make(say=print)
    assert network_samples.make() == 6
    assert meeting_samples.make() == 2
    assert network_samples.make() == meeting_samples.make() == 0
    assert Card.objects.count() == 4
    assert JoinRequest.objects.get().state == "waiting"
    held, coming = Meeting.objects.filter(is_sample=True).order_by("day")
    for one in (held, coming):
        assert ">primjer</span>" in visitor.get(one.get_absolute_url()).content.decode(), (
            "not only the strip above each page"
        )
    assert "4 osobe" in text_of(visitor.get(held.get_absolute_url()))
    assert coming.day.weekday() < 5
    states = held.conclusions.order_by("number").values_list("state", flat=True)
    assert list(states) == ["sent", "accepted", "sent", "unsent"]
    assert held.conclusions.get(number=1).is_overdue
    assert held.minutes_versions.get().state == "adopted"
    valid(visitor.get("/mreze/zakljucci/"))
    assert ">primjer</span>" in visitor.get(f"/mreze/{held.network.slug}/sastanci/{held.pk}/zapisnik/").content.decode()
