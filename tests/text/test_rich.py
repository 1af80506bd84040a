"""Plain text as HTML: what is recognised, and that nothing else comes through."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.rich import written


def elements(text):
    """Every element that a browser makes of it."""
    return html5lib.parse(f"<div>{written(text)}</div>").iter()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Jedan red.", "<p>Jedan red.</p>"),
        ("Prvi red\r\ndrugi red", "<p>Prvi red<br>drugi red</p>"),
        ("Prvi.\n\n\nDrugi.", "<p>Prvi.</p><p>Drugi.</p>"),
        ("Treba:\n- lampe\n- stubovi", "<p>Treba:</p><ul><li>lampe</li><li>stubovi</li></ul>"),
        ("• Прво\n• Друго", "<ul><li>Прво</li><li>Друго</li></ul>"),
        ("1. Zbor\n2. Rad", '<ol start="1"><li>Zbor</li><li>Rad</li></ol>'),
        ("3) Zbor\n4) Rad", '<ol start="3"><li>Zbor</li><li>Rad</li></ol>'),
        ("5. 3. 2024. smo počeli.", "<p>5. 3. 2024. smo počeli.</p>"),
        ("- sam red s crticom", "<p>- sam red s crticom</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
    ],
)
def test_what_is_recognised(text, html) -> None:
    assert written(text) == html


@pytest.mark.parametrize(
    ("text", "href", "shown", "rest"),
    [
        ("Vidi https://sogfbih.ba/mz/.", "https://sogfbih.ba/mz/", "sogfbih.ba/mz", "."),
        ("(www.alvrs.com)", "https://www.alvrs.com", "www.alvrs.com", ")"),
        ("https://wiki.ba/Jelah_(Tešanj), da", "https://wiki.ba/Jelah_(Tešanj)", "wiki.ba/Jelah_(Tešanj)", ", da"),
        ("https://a.ba/?a=1&b=2", "https://a.ba/?a=1&amp;b=2", "a.ba/?a=1&amp;b=2", ""),
        ("https://a.ba/" + "x" * 60, "https://a.ba/" + "x" * 60, "a.ba/" + "x" * 44 + "…", ""),
    ],
)  # fmt: skip
def test_links(text, href, shown, rest) -> None:
    link = f'<a href="{href}" rel="nofollow ugc noopener" translate="no">{shown}</a>{rest}</p>'
    assert written(text).endswith(link)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "https://a.ba/\"onclick='x'", "data:text/html,x", "<a href=//x>"]
)
def test_no_other_link_and_no_attribute(text) -> None:
    for element in elements(text):
        assert not {name for name in element.attrib if name.startswith("on")}
        assert element.attrib.get("href", "https://").startswith("https://")


@given(st.text(alphabet=st.sampled_from("ab <>&\"'/:.-*1\n()wwhtps"), max_size=200))
def test_whatever_is_typed_only_our_elements_come_out(text) -> None:
    names = {element.tag.rpartition("}")[2] for element in elements(text)}
    assert names <= {"html", "head", "body", "div", "p", "br", "ul", "ol", "li", "a"}
