"""What the sample accounts ask and answer: marked, complete, made once, named by no mail."""

import json

import pytest

from accounts import samples as accounts
from content.models import Entry
from forums import samples
from forums.models import Answer, Question
from notifications.models import Notification, OutgoingMail
from register.models import LegalAct
from tests.markup import text_of, valid
from tests.register_data import real_register

__all__ = ["real_register"]


@pytest.fixture
def told() -> list[dict]:
    return json.loads(samples.DATA.read_text(encoding="utf-8"))


@pytest.fixture
def site(settings, real_register):
    settings.SAMPLE_SITE = True
    samples._scopes.cache_clear()
    accounts.make(lambda _: None)
    return samples.make()


def test_every_one_stands_there_and_is_made_once(site, told):
    assert site == len(told) == Question.objects.filter(is_sample=True, listed__isnull=False).count()
    assert samples.make() == 0
    answers = [one for question in told for one in question["answers"]]
    assert Answer.objects.published().filter(is_sample=True).count() == len(answers)
    assert Answer.objects.filter(accepted_on__isnull=False).count() == sum(one["accepted"] for one in answers)
    assert Answer.objects.filter(confirmed_on__isnull=False).count() == sum(one["confirmed"] for one in answers)
    assert not Entry.objects.filter(is_sample=False, kind__in=["question", "answer"]).exists()


def test_what_is_missing_is_made_again_alone(site, told):
    Question.objects.filter(key=told[3]["key"]).delete()
    assert samples.make() == 1
    assert Question.objects.count() == len(told)


def test_each_has_its_page(site, told, client):
    for question in Question.objects.all():
        page = client.get(question.get_absolute_url())
        valid(page)
        assert "primjer" in text_of(page)
    listed = client.get("/pitanja/")
    valid(listed)
    assert "primjer" in text_of(listed)


def test_nobody_is_told(site):
    assert not Notification.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_the_file_names_what_the_register_has(real_register, told):
    samples._scopes.cache_clear()
    keys = [one["key"] for one in told]
    assert len(keys) == len(set(keys))
    acts = set(LegalAct.objects.values_list("slug", flat=True))
    for question in told:
        samples.scope(question["scope"])
        assert question["place"] is None or samples._place(question["place"]), question["key"]
        assert len(question["title"]) <= 120
        assert sum(one["accepted"] for one in question["answers"]) <= 1
        for one in question["answers"]:
            samples.scope(one["scope"])
            assert set(one["acts"]) <= acts, one["acts"]
            assert not one["confirmed"] or samples._service(one["scope"]), one["scope"]


def test_nothing_without_the_accounts(places):
    assert samples.make() == 0
