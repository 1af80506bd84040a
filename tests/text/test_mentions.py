"""Where a name may stand behind the sign, and how it is drawn as a link."""

import pytest

from text.mentions import called
from text.rich import written

AMRA = (("amra hodzic", "/osobe/1-amra/"),)


def names(text):
    return [[one.name for one in beginnings] for _at, beginnings in called(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Amra Hodžić, hvala", [["amra hodzic", "amra"]]),
        ("Pitajte @Амра Хоџић.", [["amra hodzic", "amra"]]),
        ("(@Amra)", [["amra"]]),
        ("@Amra Hodžić (MZ Jelah)", [["amra hodzic mz jelah", "amra hodzic mz", "amra hodzic", "amra"]]),
        ("@Dr. Lejla Begić-Šarić", [["dr lejla begic saric", "dr lejla", "dr"]]),
        ("@Amra i @Goran", [["amra i", "amra"], ["goran"]]),
        ("@Amra\nHodžić", [["amra"]]),
        ("mz@jelah.ba, ured@@jelah", []),
        ("https://primjer.ba/@amra", []),
        ("@ Amra, @", []),
        ("@a b c d e f g", [["a b c d e f", "a b c d e", "a b c d", "a b c", "a b", "a"]]),
    ],
)
def test_what_may_be_a_name(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hvala @Amra Hodžić. Vidimo se.", '<p>Hvala <a href="/osobe/1-amra/">@Amra Hodžić</a>. Vidimo se.</p>'),
        ("@AMRA  HODZIC", '<p><a href="/osobe/1-amra/">@AMRA  HODZIC</a></p>'),
        ("- @Амра Хоџић\n- dva", '<ul><li><a href="/osobe/1-amra/">@Амра Хоџић</a></li><li>dva</li></ul>'),
        ("@Amra Hodžić Begić @Amra", '<p><a href="/osobe/1-amra/">@Amra Hodžić</a> Begić @Amra</p>'),
        ("(@Amra Hodžić)", '<p>(<a href="/osobe/1-amra/">@Amra Hodžić</a>)</p>'),
        ("@Goran Marić <b>", "<p>@Goran Marić &lt;b&gt;</p>"),
        ("mz@amra hodžić", "<p>mz@amra hodžić</p>"),
    ],
)
def test_the_name_is_a_link_as_it_was_typed(text, html):
    assert written(text, AMRA) == html


def test_a_name_ends_with_the_bracket_that_it_opened():
    html = written("Zna @Amra (primjer), a i @Ana.", (("amra primjer", "/osobe/1/"),))
    assert html == '<p>Zna <a href="/osobe/1/">@Amra (primjer)</a>, a i @Ana.</p>'


def test_without_pages_nothing_is_a_link():
    assert written("@Amra Hodžić") == "<p>@Amra Hodžić</p>"


def test_no_address_can_do_harm():
    assert "javascript" not in written("@Amra Hodžić", (("amra hodzic", "javascript:alert(1)"),))
    assert '"><script' not in written("@Amra Hodžić", (("amra hodzic", '/"><script>'),))
