"""Standing answers of the sample site: marked, of both associations, made once."""

import pytest

from accounts import samples as accounts
from forums import samples
from forums.models import Answer, Standing
from tests.register_data import real_register

__all__ = ["real_register"]


@pytest.mark.usefixtures("real_register")
def test_they_say_what_experts_confirmed(settings):
    settings.SAMPLE_SITE = True
    samples._scopes.cache_clear()
    accounts.make(lambda _: None)
    for _ in range(2):
        samples.make()
    made = Standing.objects.published().filter(is_sample=True).select_related("edited_for")
    assert made.count() == Answer.objects.filter(confirmed_on__isnull=False).count() == samples.STANDING
    assert len({one.edited_for for one in made}) == 2
    assert all(one.edited_for and one.sources.count() == 1 for one in made)
    samples._scopes.cache_clear()
