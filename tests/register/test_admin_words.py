"""How Django admin writes and reads: numbers, addresses, names of everything."""

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.contrib.admin.utils import label_for_field
from django.utils.functional import Promise
from django.utils.translation import override

from mzplatform.context import in_language
from register.models import Figure
from text.languages import LANGUAGES

from .desk import MODELS, change, form_of, url


@pytest.mark.parametrize(
    ("written", "held"), [("1,5", "1.50"), ("1.204", "1204.00"), ("1.234,50", "1234.50"), ("1234.5", "1234.50")]
)
def test_a_number_is_written_as_everywhere(desk, places, indicator, written, held):
    type(indicator).objects.filter(pk=indicator.pk).update(decimals=2)
    data = {"indicator": indicator.pk, "value": written, "source": "popis", "community": places.jelah.pk, "year": 2013}
    response = desk.post(url(Figure, "add"), data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert str(Figure.objects.get().value) == held
    listed = desk.get(url(Figure, "changelist")).content.decode()
    assert "1.204,00" not in listed
    assert ">2013<" in listed
    page = desk.get(url(Figure, "change", Figure.objects.get().pk))
    assert desk.post(url(Figure, "change", Figure.objects.get().pk), form_of(page)).status_code == 302
    assert str(Figure.objects.get().value) == held


def test_a_point_is_written_with_a_comma_or_a_point(desk, places):
    for written, held in (("44,615", "44.61500"), ("44.612", "44.61200")):
        assert change(desk, places.tesanj, latitude=written, longitude="17,98").status_code == 302
        places.tesanj.refresh_from_db()
        assert str(places.tesanj.latitude) == held


def test_addresses_stay_in_their_letters(desk, places):
    change(desk, places.jelah, slug="jelah-polje")
    page = desk.get(f"/sr/upravljanje/register/community/{places.jelah.pk}/history/").content.decode()
    assert "jelah-polje" in page
    assert "јелах-поље" not in page
    page = desk.get(f"/sr/upravljanje/register/community/{places.jelah.pk}/delete/").content.decode()
    assert ">jelah</a>" in page
    assert ">tesanj<" in desk.get("/sr/upravljanje/register/municipality/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_language_is_named_as_on_all_other_pages(desk, places, language):
    path = in_language("/upravljanje/", language)
    for page in (path, f"{path}register/community/", f"{path}register/community/{places.jelah.pk}/change/"):
        assert f'<html lang="{language.tag}"' in desk.get(page).content.decode()


def test_everything_has_a_name_of_ours():
    """A name that Django made of the name of a class is English, and Cyrillic pages would spell it."""
    models = [model for model in django_admin.site._registry if not model.__module__.startswith(("allauth", "django"))]
    for model in (*models, *MODELS):
        assert isinstance(model._meta.verbose_name, Promise), model
        assert isinstance(model._meta.verbose_name_plural, Promise), model
        assert isinstance(apps.get_app_config(model._meta.app_label).verbose_name, Promise), model
    for model, desk in django_admin.site._registry.items():
        for name in desk.get_list_display(None):
            with override("bs"):
                assert str(label_for_field(name, model, desk)).casefold() != name, (model, name)


def test_everything_is_registered():
    assert {model for model in MODELS if model not in django_admin.site._registry} == set()
