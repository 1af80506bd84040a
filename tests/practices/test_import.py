"""The collected practices, in: all of them or nothing, and the second time nothing changes."""

import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from moderation.models import Decision
from practices.importing import Refused, load
from practices.models import Practice
from tests.practices.data import PRACTICES
from text.fold import fold


@pytest.fixture
def records():
    return json.loads(PRACTICES.read_text())[:3]


@pytest.fixture
def file(tmp_path):
    """`file(records)`: a file that holds them."""

    def write(records) -> object:
        path = tmp_path / "practices.json"
        path.write_text(json.dumps(records))
        return path

    return write


@pytest.mark.usefixtures("real_register")
class TestReal:
    def test_all_are_taken_over_and_the_second_time_nothing_changes(self):
        assert load(PRACTICES) == Counter(added=112)
        before = Decision.objects.count()
        assert load(PRACTICES) == Counter(unchanged=112)
        assert Decision.objects.count() == before == 112
        assert Practice.objects.published().count() == 112
        assert not Practice.objects.filter(source="", source_url="").exists()
        assert Practice.objects.filter(outcome="lesson").count() == 7
        assert Practice.objects.filter(problem_inferred=True).count() == 72

    def test_communities_are_those_of_the_register_where_it_has_them(self):
        load(PRACTICES)
        places = Practice.objects.get(key="bodovanje-prijedloga-na-forumu").places.all()
        assert [place.community_name for place in places] == ["Trnovo", "Kijevo"]
        unknown = [place.name for practice in Practice.objects.all() for place in practice.places.all() if place.name]
        assert 0 < len(unknown) < 40, "names that the register does not have stand as the source writes them"

    def test_a_changed_text_is_a_new_version_with_its_own_decision(self, records, file):
        load(file(records))
        records[0]["problem"] = "Nije bilo prostora."
        records[1]["title"] = "Drugi naslov"
        records[2]["communities"] = []
        assert load(file(records)) == Counter(changed=3)
        first, second = (Practice.objects.get(key=record["key"]) for record in records[:2])
        assert (first.version, second.version) == (2, 2)
        assert second.decisions.first().version == 2
        assert list(second.revisions.order_by("pgh_id").values_list("title", flat=True))[-1] == "Drugi naslov"

    @pytest.mark.sampled(3)
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"municipality": "nigdje"}, "municipality"),
            ({"themes": ["nema"]}, "themes"),
            ({"cost_km": "mnogo"}, "cost_km"),
            ({"cost_km": "-5"}, "cost"),
            ({"title": "x" * 121}, "title"),
            ({"date": "2016-13"}, "date"),
            ({"source": "", "source_url": ""}, "source"),
            ({"source_url": "javascript:alert(1)"}, "source_url"),
            ({"outcome": "odlicno"}, "outcome"),
        ],
    )
    def test_a_bad_row_is_named_and_nothing_is_written(self, records, file, change, reason):
        records[1] |= change
        with pytest.raises(Refused) as refused:
            load(file(records))
        assert records[1]["key"] in str(refused.value)
        assert reason in str(refused.value)
        assert not Practice.objects.exists()

    def test_a_missing_field_is_named(self, records, file):
        del records[2]["problem"]
        with pytest.raises(Refused, match="problem"):
            load(file(records))

    def test_a_key_stands_there_once(self, records, file):
        with pytest.raises(Refused, match=records[0]["key"]):
            load(file([records[0], records[0]]))


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"\xff\xfe", b"[{", b""])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("practices_import", path)


def test_no_file_is_one_line(tmp_path):
    with pytest.raises(CommandError, match=r"nema\.json"):
        call_command("practices_import", tmp_path / "nema.json")


def test_what_the_source_says_is_not_the_sites_own_voice():
    """Every collected text names where it comes from, and no title still says that it is a lesson: a tag does."""
    for record in json.loads(PRACTICES.read_text()):
        assert record["source"] or record["source_url"].startswith("http")
        assert not fold(record["title"]).startswith("pouka")
