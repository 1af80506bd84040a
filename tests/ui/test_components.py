"""Each component tag: what it draws in each state, and that a misspelt argument fails."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from ui.templatetags import ui


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def draw(source: str, **context) -> str:
    return " ".join(Template("{% load ui %}" + source).render(Context(context)).split())


@pytest.mark.parametrize("name", sorted(ui.icon_sources()))
def test_icon_is_hidden_unless_it_has_a_label(name):
    assert 'aria-hidden="true"' in draw("{% icon name %}", name=name)
    assert 'role="img" aria-label="&lt;b&gt;"' in draw("{% icon name label=label %}", name=name, label="<b>")


def test_button_is_a_link_only_with_an_address():
    assert draw("{% button 'Go' href=url %}", url="/a/?b=1&c") == '<a class="btn" href="/a/?b=1&amp;c">Go</a>'
    assert draw("{% button 'Save' name='save' value='1' style='ghost' %}").startswith(
        '<button class="btn ghost" name="save"'
    )
    printer = draw("{% button 'Print' behaviour='print' icon='print' %}")
    assert 'type="button" data-print hidden' in printer
    with pytest.raises(ValueError, match="primary, ghost or quiet"):
        draw("{% button 'x' style='loud' %}")


@pytest.mark.parametrize(("state", "has_icon"), [(state, bool(icon)) for state, icon in ui.TAG_STATES.items()])
def test_tag_has_a_shape_where_it_has_a_state(state, has_icon):
    text = draw("{% tag 'word' state %}", state=state)
    assert f'class="tag {state}"' in text
    assert ("<svg" in text) is has_icon


@pytest.mark.parametrize("state", ui.NOTICE_ICONS)
def test_notice(state):
    text = draw(
        "{% notice state title=title %}<p>{{ word }}</p>{% endnotice %}", state=state, title="Title", word="<x>"
    )
    assert f'class="note {state}"' in text
    assert "<b>Title</b><p>&lt;x&gt;</p>" in text


def test_empty_panel_and_section_take_the_level_of_their_heading():
    assert "<h3>None</h3><p>x</p>" in draw("{% empty 'None' %}<p>x</p>{% endempty %}")
    assert '<section class="panel" id="a"><h4>Facts</h4>' in draw("{% panel 'Facts' level=4 id='a' %}x{% endpanel %}")
    text = draw("{% section 'Part' '/all/' 'All of them' %}x{% endsection %}")
    assert "<h2>Part</h2>" in text
    assert 'href="/all/">All of them<svg' in text
    assert "<a" not in draw("{% section 'Part' %}x{% endsection %}")


def test_fact_says_that_it_is_not_known():
    assert "Not known" in draw("{% fact 'Residents' help_url='/x/' help_label='Tell us' %}")
    assert "Tell us" in draw("{% fact 'Residents' None help_url='/x/' help_label='Tell us' %}")
    known = draw("{% fact 'Residents' 0 'Census' 2013 source_url='/s/' help_url='/x/' help_label='Tell us' %}")
    assert "Not known" not in known
    assert "Tell us" not in known
    assert '<a href="/s/">Census</a>, 2013' in known


def test_fact_does_not_put_a_separator_into_a_year():
    with translation.override("bs"):
        assert "2013" in draw("{% fact 'Stanovnici' 1204 'Popis' 2013 %}")


def test_plate_shows_both_scripts_and_begins_with_that_of_the_page():
    latin = draw("{% plate 'Crveni Grm' heading=True %}")
    assert '<h1>Crveni Grm <span lang="sr-Cyrl" translate="no">Црвени Грм</span></h1>' in latin
    with translation.override("sr"):
        assert '<b>Црвени Грм <span lang="sr-Latn">Crveni Grm</span></b>' in draw("{% plate 'Crveni Grm' %}")
    assert 'class="plate mini long"' in draw("{% plate 'Jugobanka-Jug-Borik' mini=True %}")


def test_stones_count():
    text = draw("{% stones 2 5 %}")
    assert text.count("<i") == 5
    assert text.count('class="on"') == 2
    assert 'aria-hidden="true"' in text
    assert 'role="img" aria-label="2 of 5"' in draw("{% stones 2 5 label='2 of 5' %}")


@pytest.mark.parametrize("name", sorted(ui.drawing_sizes()))
def test_drawing_is_decoration(name):
    text = draw("{% drawing name %}", name=name)
    assert 'aria-hidden="true"' in text
    assert f"sprite.svg#a-{name}" in text


def test_chip_says_what_its_link_does():
    assert "Remove the filter:" in draw("{% chip 'Tuzla' '/x/' %}")
    assert "<a" not in draw("{% chip 'Tuzla' %}")


def test_crumbs_mark_the_step_up_and_the_page_itself():
    items = [("A", "/a/"), ("B", "/a/b/"), ("C", None)]
    text = draw("{% crumbs items %}", items=items)
    assert '<li class="up"><a href="/a/b/">B</a>' in text
    assert '<li aria-current="page">C</li>' in text


def pages(number, query=""):
    request = RequestFactory().get(f"/list/?{query}")
    page = Paginator(range(200), 20).page(number)
    return draw("{% pagination page %}", page=page, request=request)


def test_pagination_keeps_the_query_and_leaves_page_one_bare():
    text = pages(2, "q=%C5%A1uma&page=2")
    assert 'href="/list/?q=%C5%A1uma" rel="prev"' in text
    assert 'href="/list/?q=%C5%A1uma&amp;page=3" rel="next"' in text
    assert text.count('aria-current="page"') == 1
    assert 'rel="prev"' not in pages(1)
    assert 'rel="next"' not in pages(10)


def test_pagination_of_one_page_is_nothing():
    page = Paginator(range(5), 20).page(1)
    assert draw("{% pagination page %}", page=page, request=RequestFactory().get("/")) == ""


def test_search_field_keeps_what_was_typed():
    text = draw("{% search_field 'Name' value hint='Both scripts' %}", value='"Žepče"')
    assert 'value="&quot;Žepče&quot;"' in text
    assert 'aria-describedby="q_hint"' in text
    assert '<label class="lab" for="q">Name</label>' in text


class Remembered:
    """A message storage with one message of each level."""

    def __iter__(self):
        levels = (constants.INFO, constants.SUCCESS, constants.WARNING, constants.ERROR)
        return iter([Message(level, f"text {level}") for level in levels])


def test_messages_announce_errors_at_once():
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "x"
    request._messages = Remembered()
    text = draw("{% messages %}", request=request)
    assert text.count('role="status"') == 3
    assert text.count('role="alert"') == 1


def test_messages_leave_the_session_alone_without_a_cookie():
    class Untouchable:
        def __iter__(self):
            raise AssertionError

    request = RequestFactory().get("/")
    request._messages = Untouchable()
    assert draw("{% messages %}", request=request) == ""


@pytest.mark.parametrize(
    "source",
    [
        "{% icon 'search' sise='s' %}",
        "{% button 'x' hreff='/' %}",
        "{% fact 'x' sorce='y' %}",
        "{% panel 'x' levl=3 %}{% endpanel %}",
        "{% stones 1 2 labl='x' %}",
        "{% drawing 'klupa' tnt='plum' %}",
    ],
)
def test_a_misspelt_argument_fails(source):
    with pytest.raises(TemplateSyntaxError):
        draw(source)


def test_an_unknown_name_fails():
    for source in (
        "{% icon 'serach' %}",
        "{% drawing 'clupa' %}",
        "{% tag 'x' 'okay' %}",
        "{% notice 'bad' %}{% endnotice %}",
    ):
        with pytest.raises(KeyError):
            draw(source)


def test_every_template_of_a_component_loads():
    for path in ("button", "field", "form", "error_summary", "hero_drawing", "paved"):
        assert get_template(f"ui/{path}.html")
