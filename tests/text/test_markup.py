"""A page in another script: what changes, what must not, and that markup in is markup out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.strings import words
from text.script import SETTLED, STILL, convert_html, settled, still, to_cyrillic


def cyrillic(html):
    return convert_html(html, "Cyrl")


CHANGED = [
    ("<p>Žepče &amp; Maglaj&nbsp;su tu</p>", "<p>Жепче &amp; Маглај&nbsp;су ту</p>"),
    ("Samo tekst", "Само текст"),
    ("<title>Naslov</title>", "<title>Наслов</title>"),
    ('<img src="skola.jpg" alt="Škola">', '<img src="skola.jpg" alt="Школа">'),
    ("<a href='/skola/' title='Škola'>Škola</a>", "<a href='/skola/' title='Школа'>Школа</a>"),
    ("<a href=/skola title=škola>x</a>", "<a href=/skola title=школа>x</a>"),
    (
        '<input placeholder="Upišite" aria-label="Traži" value="škola">',
        '<input placeholder="Упишите" aria-label="Тражи" value="škola">',
    ),
    ('<IMG ALT="Škola">', '<IMG ALT="Школа">'),
    ('<a title="a > b, škola">b</a>', '<a title="а > б, школа">б</a>'),
    ('<meta name="description" content="Opis">', '<meta name="description" content="Опис">'),
    ('<meta content="Opis" property="og:title">', '<meta content="Опис" property="og:title">'),
    ('<optgroup label="Grad">', '<optgroup label="Град">'),
    ('<option value="tuzla">Tuzla</option>', '<option value="tuzla">Тузла</option>'),
    (
        '<svg><title>Karta</title><text x="1">Grad</text></svg>',
        '<svg><title>Карта</title><text x="1">Град</text></svg>',
    ),
    ('<textarea placeholder="Tekst">škola</textarea>', '<textarea placeholder="Текст">škola</textarea>'),
    ('<p lang="sr-Latn">škola</p>', '<p lang="sr-Latn">школа</p>'),
    ('<html lang="en"><p>škola</p>', '<html lang="en"><p>школа</p>'),
    ("a < b škola", "а < б школа"),
    ("<a>Krupa</a> I ima ljudi", "<a>Крупа</a> I има људи"),
    ("<b>Da.</b> I mi smo tu", "<b>Да.</b> И ми смо ту"),
    ("<p>\n  I mi smo tu</p>", "<p>\n  И ми смо ту</p>"),
    ('<p translate="yes">da</p>', '<p translate="yes">да</p>'),
]


@pytest.mark.parametrize(("latin", "expected"), CHANGED)
def test_what_people_read_changes(latin, expected):
    assert cyrillic(latin) == expected
    assert convert_html(expected, "Latn") == latin


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html>",
        "<!-- škola --><!-->",
        "<?php škola ?>",
        '<script src="a.js">let škola = "<p>škola</p>";</script>',
        "<STYLE>.škola > a { }</STYLE>",
        "<textarea>škola <b>škola</b></textarea>",
        "<code>škola</code><pre>škola</pre><kbd>škola</kbd><samp>škola</samp>",
        '<code title="škola">a <b>b</b></code>',
        '<p class="škola" id=škola data-label="škola" href="škola" value="škola">',
        '<meta name="author" content="škola"><meta charset="utf-8">',
        '<b translate="no" title="škola">škola</b>',
        "<b translate=no>škola</b>",
        '<p lang="de" title="Haus">Haus <i>Haus</i></p>',
        "<select><option>škola<option selected>škola</select>",
        '<a title="',
        "<a title='škola",
        "<textarea>škola",
        "<script>škola",
        "<!-- škola",
        "</škola>",
        "&scaron;&#353;&nbsp;",
        "",
    ],
)
def test_what_stays(html):
    assert cyrillic(html) == html


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ('<b translate="no">a <b>b</b> c</b> d', '<b translate="no">a <b>b</b> c</b> д'),
        ('<p translate="no">a <i translate="yes">b</i> c</p>d', '<p translate="no">a <i translate="yes">б</i> c</p>д'),
        ('<p translate="no">a<br>b<img alt="c">d</p>e', '<p translate="no">a<br>b<img alt="c">d</p>е'),
        ('<p lang="en">a <i lang="hr">b</i> c</p>d', '<p lang="en">a <i lang="hr">б</i> c</p>д'),
        ('<p translate="no" lang="bs">a</p>b', '<p translate="no" lang="bs">a</p>б'),
        ('<p translate="no"><i lang="bs">a</i></p>b', '<p translate="no"><i lang="bs">a</i></p>б'),
        ('<code>a <span translate="yes">b</span></code>c', '<code>a <span translate="yes">б</span></code>ц'),
        ('<p translate="no"><!-- </p> --><p>a</p></p>b', '<p translate="no"><!-- </p> --><p>a</p></p>б'),
        ('<p translate="no"><script>"</p>"</script>a</p>b', '<p translate="no"><script>"</p>"</script>a</p>б'),
        ('<img translate="no" alt="a">b', '<img translate="no" alt="a">б'),
        ('<svg><use translate="no"/>b</svg>', '<svg><use translate="no"/>б</svg>'),
        ("<b translate=no>a</b><b>b</b>", "<b translate=no>a</b><b>б</b>"),
        ("<a translate=no href=/b/>a</a>b", "<a translate=no href=/b/>a</a>б"),
        ('<option>a<option value="b">b</select>c', '<option>a<option value="b">б</select>ц'),
        ("<textarea>a</textarea> b", "<textarea>a</textarea> б"),
        ("</p></p>b", "</p></p>б"),
    ],
)
def test_where_it_ends(latin, expected):
    assert cyrillic(latin) == expected


def test_english_pages_show_latin():
    page = (
        '<html lang="en"><p>Welcome to Жепче</p><p lang="en">Љубиње</p><p translate="no">Жепче</p><p lang="ru">Дом</p>'
    )
    assert convert_html(page, "Latn") == (
        '<html lang="en"><p>Welcome to Žepče</p><p lang="en">Ljubinje</p><p translate="no">Жепче</p><p lang="ru">Дом</p>'
    )


def test_a_page_that_was_seen_before_comes_out_the_same():
    page = "".join(latin for latin, _ in CHANGED)
    assert len({cyrillic(page) for _ in range(3)}) == 1


class Skeleton(HTMLParser):
    """What a parser sees of a page, without what may change."""

    READ = re.compile(r"alt|title|placeholder|label|summary|aria-.*|content")

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.seen = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, [(name, None if self.READ.fullmatch(name) else value) for name, value in attrs]))

    def handle_endtag(self, tag):
        self.seen.append(("/", tag))

    def handle_comment(self, data):
        self.seen.append(("!", data))

    def handle_entityref(self, name):
        self.seen.append(("&", name))


attributes = st.lists(
    st.tuples(
        st.sampled_from(
            ["alt", "title", "class", "href", "data-x", "aria-label", "value", "translate", "lang", "content"]
        ),
        st.one_of(st.sampled_from(["no", "yes", "en", "bs", "", "škola > a", "<b>"]), words),
    ).map(lambda pair: f' {pair[0]}="{pair[1]}"'),
    max_size=3,
    unique=True,
).map("".join)
names = st.sampled_from(["p", "b", "a", "div", "code", "option", "svg", "text", "title", "pre", "li"])
leaves = st.one_of(words, st.sampled_from(["&amp;", "&nbsp;", " ", "<br>", "<!-- škola -->", "I", "1 < 2"]))
documents = st.recursive(
    leaves,
    lambda inner: st.tuples(names, attributes, st.lists(inner, max_size=4).map("".join)).map(
        lambda parts: f"<{parts[0]}{parts[1]}>{parts[2]}</{parts[0]}>"
    ),
    max_leaves=20,
)


@given(documents, st.sampled_from(["Cyrl", "Latn"]))
def test_markup_in_is_markup_out(html, script):
    assert Skeleton(convert_html(html, script)).seen == Skeleton(html).seen


PIECES = ["<", ">", '"', "'", "=", "/", "!", "--", "<p", "<b title=", "</b>", "<script>", "</script>", "<!--", "-->"]
PIECES += [" translate=no", "<textarea", "<option>", "škola", " ", "&nbsp;", "<svg/>", "]]>", "lang='en'", "\x00"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(["Cyrl", "Latn"]))
def test_broken_markup_keeps_every_sign(html, script):
    signs = re.compile(r"[^\w\s]|[qwxy]")
    converted = convert_html(html, script)
    assert signs.findall(converted) == signs.findall(html)
    assert len(converted.split()) == len(html.split())


@given(st.text(alphabet="abcčdžšđljn i.,", max_size=60))
def test_text_alone_is_plain_text(text):
    assert cyrillic(text) == to_cyrillic(text)


def test_broken_markup_takes_no_longer():
    for trouble in ('<a "', "<a b='", "<!--", "<script", "<textarea>", "<a b=c ", "<p translate=no>"):
        cyrillic(trouble * 20_000)


PARTS = ["<p>Njegoš <b>Đ</b></p>", '<p translate="no">Nada</p>', "tekst", "", '<span title="Džep">ljeto</span>']


@pytest.mark.parametrize("script", ["Cyrl", "Latn"])
@pytest.mark.parametrize("part", PARTS)
def test_a_still_part_is_converted_as_if_it_were_written_there(part: str, script: str) -> None:
    page = "<main>{}<p>Ljubav</p>{}<i>Njega</i></main>"
    for _time in range(2):
        assert convert_html(page.format(still(part), still(part)), script) == convert_html(
            page.format(part, part), script
        )


def test_around_a_still_part_what_is_kept_stays_kept() -> None:
    page = '<div translate="no">Njega{}Njega</div><p>Njega</p>'
    assert convert_html(page.format(still("<i></i>")), "Cyrl") == (
        '<div translate="no">Njega<i></i>Njega</div><p>Њега</p>'
    )


def test_a_still_part_in_another_is_part_of_it() -> None:
    page = still(f"<ul>{still('<li>Njega</li>')}</ul>")
    assert page.count(STILL) == 2
    assert convert_html(page, "Cyrl") == "<ul><li>Њега</li></ul>"


def test_a_mark_without_its_other_half_marks_nothing() -> None:
    assert convert_html(f"<p>Njega</p>{STILL}<p>Nada</p>", "Cyrl") == f"<p>Њега</p>{STILL}<p>Нада</p>"


def test_a_settled_part_stays_as_it_is() -> None:
    part = f'<p><a href="/njega/">Njega</a>{still("<b>Žepče</b>")}</p>'
    page = f"<p>Njega</p>{settled(part, 'Cyrl').replace('/njega/', '/Njega/')}{still('<p>Njega</p>')}"
    converted = convert_html(page, "Cyrl")
    assert converted == '<p>Њега</p><p><a href="/Njega/">Њега</a><b>Жепче</b></p><p>Њега</p>'
    assert settled("<p>Njega</p>", "Latn") == "<p>Njega</p>"
    assert STILL not in converted
    assert SETTLED not in converted
