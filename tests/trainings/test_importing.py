"""The trainings that were collected from named sources, and the three of the sample site."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from content.models import Entry
from trainings import samples
from trainings.importing import Refused, load
from trainings.models import Certificate, Feedback, Session, Training

pytestmark = pytest.mark.django_db
FILE = settings.BASE_DIR / "trainings/data/trainings.json"


def test_the_real_ones(real_register, visitor):
    assert load(FILE) == 9
    methodology = Training.objects.get(key="metodologija-mjesnih-zajednica-i-lokalizacija-vizije-mz")
    assert methodology.begins == date(2022, 10, 13)
    assert methodology.municipalities.count() == 9
    assert [one.slug for one in methodology.organisers.order_by("slug")] == [
        "savez-opcina-i-gradova-fbih", "savez-opstina-i-gradova-rs",
    ]  # fmt: skip
    facilitators = Training.objects.get(key="obuka-za-facilitatore-foruma-mjesnih-zajednica")
    assert (facilitators.begins, facilitators.day_note) == (None, "5. april; godina nije navedena u izvoru")
    for training in Training.objects.all():
        assert training.status == Entry.Status.PUBLISHED
        assert not training.obstacles()
        assert training.source or training.source_url
        assert visitor.get(training.get_absolute_url()).status_code == 200


def test_a_second_run_leaves_them_alone(real_register):
    load(FILE)
    Training.objects.filter(key__startswith="metodologija").update(trainers="Upisano poslije")
    assert load(FILE) == 0
    assert Training.objects.filter(trainers="Upisano poslije").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"place": "atlantida"}, {"themes": ["x"]}, {"organisers": ["x"]}, {"days": ["2026-02-30"]}, {"title": "a" * 121},
        {"source_url": "javascript:alert(1)"}, {"days": None}, {"key": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_row_writes_nothing(real_register, tmp_path, change):
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    rows[4] |= change
    path = tmp_path / "trainings.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(Refused):
        load(path)
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("trainings_import", path)
    assert not Training.objects.exists()


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"key": "a"}]', "null"])
def test_a_bad_file(real_register, tmp_path, text):
    path = tmp_path / "trainings.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        load(path)


def test_no_file(tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("trainings_import", tmp_path / "nema.json")


def test_samples_say_what_they_are_and_one_has_been(real_register, visitor, settings):
    settings.SAMPLE_SITE = True
    call_command("sample_accounts", verbosity=0)
    assert samples.make() == 4
    assert samples.make() == 0
    made = Training.objects.filter(is_sample=True)
    assert {one.status for one in made} == {Entry.Status.PUBLISHED}
    proofs = Certificate.objects.all()
    assert len(proofs) == 8
    assert {one.is_sample for one in proofs} == {True}
    assert {one.is_shown for one in Feedback.objects.all()} == {True, False}
    assert "primjer" in visitor.get(f"/potvrde/{proofs[0].code}/").content.decode()
    page = visitor.get("/obuke/").content.decode()
    assert page.count("primjer") >= 3
    assert Session.objects.filter(training__in=made).exclude(link="").count() == 1
