"""What `manage.py check --deploy` says about a site that is to go live."""

import pytest
from django.core.checks import run_checks

from mzplatform.checks import runtime_role_owns_nothing


def found() -> set[str]:
    return {str(message.id) for message in run_checks(include_deployment_checks=True)}


@pytest.mark.parametrize("key", ["a" * 64 + "   # 64 random letters", "two words" * 8, "a" * 64 + "\n"])
def test_a_remark_behind_the_key(settings, key) -> None:
    settings.SECRET_KEY = "a1" * 32
    assert "mzplatform.W003" not in found()
    settings.SECRET_KEY = key
    assert "mzplatform.W003" in found()


def test_nobody_to_tell_of_a_hole(settings) -> None:
    settings.SECURITY_CONTACT = ""
    assert "mzplatform.W002" in found()
    settings.SECURITY_CONTACT = "mailto:sigurnost@primjer.ba"
    assert "mzplatform.W002" not in found()


def test_sample_accounts_on_a_live_site(settings) -> None:
    settings.SAMPLE_SITE = True
    assert "mzplatform.E001" in found()
    settings.SAMPLE_SITE = False
    assert "mzplatform.E001" not in found()


@pytest.mark.django_db
def test_a_role_that_owns_the_tables() -> None:
    """Tests run as the owner, so here it does."""
    assert [message.id for message in runtime_role_owns_nothing(databases=["default"])] == ["mzplatform.W001"]
    assert runtime_role_owns_nothing(databases=None) == []
