"""`messages compile`: only what is older than its source is built, and it is built whole."""

import os

import pytest
from django.core.management import call_command

from mzplatform.catalogues import building
from mzplatform.catalogues.files import DOMAINS, source_path


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    building.build()
    return tmp_path / "locale"


def test_four_languages_are_built(folder):
    assert {path.parts[-3] for path in folder.rglob("*.mo")} == {"bs", "hr", "sr_Latn", "sr"}
    assert {path.stem for path in folder.rglob("*.mo")} == set(DOMAINS)
    assert not list(folder.rglob("*.tmp"))


@pytest.mark.usefixtures("folder")
def test_what_is_up_to_date_is_left_alone(capsys):
    call_command("messages", "compile")
    assert capsys.readouterr().out == ""


def test_a_newer_source_is_built_again(folder):
    target = folder / "hr" / "LC_MESSAGES" / "django.mo"
    os.utime(target, (0, 0))
    assert building.build() == [target]


def test_cyrillic_follows_its_latin_source(folder):
    newer = source_path("sr_Latn", "django").stat().st_mtime - 1
    target = folder / "sr" / "LC_MESSAGES" / "django.mo"
    os.utime(target, (newer, newer))
    assert building.build() == [target]
