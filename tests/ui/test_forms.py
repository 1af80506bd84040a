"""Forms by our renderer: labels, hints, errors, kept text, no `required`."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from ui.gallery import SampleForm, bad_form


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def draw(source: str, **context) -> str:
    return " ".join(Template("{% load ui %}" + source).render(Context(context)).split())


def test_every_field_has_its_label_and_none_is_required_by_the_browser():
    text = str(SampleForm())
    assert "required" not in re.sub(r"\(not required\)", "", text)
    for field in ("name", "residents", "kind", "note", "photo", "password", "consent"):
        assert f'for="id_{field}"' in text
        assert f'id="id_{field}"' in text
    assert text.count("<fieldset") == 2


def test_optional_fields_say_so_where_others_are_not():
    assert str(SampleForm()).count("(not required)") == 4

    class Filters(forms.Form):
        q = forms.CharField(required=False)

    assert "(not required)" not in str(Filters())


def test_hint_and_error_are_tied_to_the_field():
    text = " ".join(str(bad_form()["name"].as_field_group()).split())
    assert 'aria-describedby="bad_name_helptext bad_name_error"' in text
    assert 'aria-invalid="true"' in text
    assert 'id="bad_name_error"' in text
    assert 'class="field bad"' in text


def test_text_is_kept_even_where_a_number_was_asked():
    text = str(bad_form())
    assert 'value="hiljadu"' in text
    assert 'inputmode="numeric"' in text
    assert 'type="number"' not in text


def test_the_summary_links_to_each_field_and_is_drawn_once():
    form = bad_form()
    text = draw("{% error_summary form %}{{ form }}", form=form)
    assert text.count('role="alert"') == 1
    assert 'tabindex="-1"' in text
    for field in ("name", "residents", "kind", "status", "password", "consent"):
        target = re.search(rf'href="#(bad_{field}[^"]*)"', text)[1]
        assert f'id="{target}"' in text


def test_a_form_alone_draws_its_summary_itself():
    assert str(bad_form()).count('role="alert"') == 1
    assert 'role="alert"' not in str(SampleForm())


def test_a_password_can_be_shown():
    text = str(SampleForm())
    assert 'data-password="id_password"' in text
    assert "hidden>" in text


def test_a_form_of_another_app_comes_out_alike():
    class Foreign(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "theirs", "placeholder": "x"}))

    assert 'class="theirs inp"' in Foreign().as_p()
    assert '<label class="lab"' in Foreign().as_p()


def test_options_have_labels_of_their_own():
    text = " ".join(str(SampleForm()["status"]).split())
    assert text.count('class="opt"') == 3
    assert 'for="id_status_0"' in text
