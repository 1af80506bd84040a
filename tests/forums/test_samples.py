"""What the sample accounts ask and answer, and the standing answers: marked, complete, made once, named by no mail."""

import json

from django.test import TestCase, override_settings

from accounts import samples as accounts
from content.models import Entry
from forums import samples
from forums.models import Answer, Question, Standing
from notifications.models import Notification, OutgoingMail
from register.models import LegalAct
from tests.markup import text_of, valid
from tests.register_data import load_real_register, real_register

__all__ = ["real_register"]


TOLD = json.loads(samples.DATA.read_text(encoding="utf-8"))


@override_settings(SAMPLE_SITE=True)
class TestSampleSite(TestCase):
    """Made once for all of these: it takes seconds."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_real_register()
        samples._scopes.cache_clear()
        cls.addClassCleanup(samples._scopes.cache_clear)
        accounts.make(lambda _: None)
        cls.made = samples.make()

    def test_every_one_stands_there_and_is_made_once(self) -> None:
        assert self.made == len(TOLD) == Question.objects.filter(is_sample=True, listed__isnull=False).count()
        standings = set(Standing.objects.values_list("pk", flat=True))
        assert samples.make() == 0
        assert set(Standing.objects.values_list("pk", flat=True)) == standings
        answers = [one for question in TOLD for one in question["answers"]]
        assert Answer.objects.published().filter(is_sample=True).count() == len(answers)
        assert Answer.objects.filter(accepted_on__isnull=False).count() == sum(one["accepted"] for one in answers)
        assert Answer.objects.filter(confirmed_on__isnull=False).count() == sum(one["confirmed"] for one in answers)
        assert not Entry.objects.filter(is_sample=False, kind__in=["question", "answer"]).exists()

    def test_standing_answers_of_both_associations_say_what_experts_confirmed(self) -> None:
        made = Standing.objects.published().filter(is_sample=True).select_related("edited_for")
        assert made.count() == Answer.objects.filter(confirmed_on__isnull=False).count() == samples.STANDING
        assert len({one.edited_for for one in made}) == 2
        assert all(one.edited_for and one.sources.count() == 1 for one in made)

    def test_what_is_missing_is_made_again_alone(self) -> None:
        Question.objects.filter(key=TOLD[3]["key"]).delete()
        assert samples.make() == 1
        assert Question.objects.count() == len(TOLD)

    def test_each_has_its_page(self) -> None:
        for question in Question.objects.all():
            page = self.client.get(question.get_absolute_url())
            valid(page)
            assert "primjer" in text_of(page)
        listed = self.client.get("/pitanja/")
        valid(listed)
        assert "primjer" in text_of(listed)

    def test_nobody_is_told(self) -> None:
        assert not Notification.objects.exists()
        assert not OutgoingMail.objects.exists()


def test_the_file_names_what_the_register_has(real_register):
    samples._scopes.cache_clear()
    keys = [one["key"] for one in TOLD]
    assert len(keys) == len(set(keys))
    acts = set(LegalAct.objects.values_list("slug", flat=True))
    for question in TOLD:
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
