"""`/dizajn/`: every component in every state, in every language, valid and without a query."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from tests import markup
from text.languages import LANGUAGES


def address(code):
    with translation.override(code):
        return reverse("ui:gallery")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_answers_in_every_language(client, language):
    response = client.get(address(language.code))
    assert response.status_code == 200
    text = response.content.decode()
    assert f'<html lang="{language.tag}">' in text
    markup.valid(response)


@pytest.mark.django_db
def test_sets_no_cookie(client):
    response = client.get(address("bs"))
    assert not response.cookies


@pytest.mark.django_db
def test_asks_the_database_nothing(client, django_assert_num_queries):
    client.get(address("bs"))  # what a process asks once
    with django_assert_num_queries(0):
        client.get(address("bs"), headers={"cache-control": "no-cache"})


@pytest.mark.django_db
def test_shows_every_component(client):
    text = client.get(address("bs")).content.decode()
    for mark in (
        *('class="btn"', 'class="btn ghost"', 'class="btn quiet"', 'class="chip"', 'class="crumbs', 'class="empty"'),
        *('class="errbox"', 'class="facts"', 'class="field bad"', 'class="ill', 'class="lines"', 'class="map"'),
        *('class="mlist"', 'class="msgs"', 'class="near', 'class="note err"', 'class="note ok"', 'class="note warn"'),
        *('class="pages"', 'class="panel"', 'class="plate', 'class="find"', 'class="sec', 'class="stones"'),
        *('class="tbl"', 'class="tag sample"', 'class="hero"', 'class="tasks"', 'class="how"', 'class="abc"'),
    ):
        assert mark in text, mark


@pytest.mark.django_db
def test_head_of_the_page(client):
    text = client.get(f"{address('bs')}?q=x").content.decode()
    for language in LANGUAGES:
        assert f'hreflang="{language.tag}" href="{settings.SITE_URL}{address(language.code)}"' in text
    assert f'hreflang="x-default" href="{settings.SITE_URL}/dizajn/"' in text
    assert f'rel="canonical" href="{settings.SITE_URL}/dizajn/"' in text
    assert 'href="/sr/dizajn/?q=x"' in text
    assert text.count("<script") == 1
    assert 'rel="manifest"' in text


@pytest.mark.django_db
def test_refuses_other_methods(client):
    assert client.post(address("bs")).status_code in {403, 405}
