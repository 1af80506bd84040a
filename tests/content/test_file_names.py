"""Names of attached files, as people see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.files.names import LONGEST, tidy_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Odluka o grobljima.pdf", "Odluka o grobljima.pdf"),
        ("Записник са збора.PDF", "Записник са збора.pdf"),
        ("odluka.docm", "odluka.pdf"),
        ("Zapisnik 12.5.2024", "Zapisnik 12.5.2024.pdf"),
        ("<svg onload=alert(1)>.pdf", "svg onload=alert(1).pdf"),
        ('a"b.pdf', "ab.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Amra\\plan.pdf", "plan.pdf"),
        ("fakt\u202efdp.exe", "faktfdp.pdf"),  # shown as faktexe.pdf
        ("a\u200b\ufeff\u2066b\x00\x1b\x7f.pdf", "ab.pdf"),
        ("dva\r\nreda\u2028tri.pdf", "dva reda tri.pdf"),
        ("c\u030cesma.pdf", "\u010desma.pdf"),
        ("  . .pdf", "dokument.pdf"),
        (".pdf", "dokument.pdf"),
        ("", "dokument.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_name_is_tidied(name, shown):
    assert tidy_name(name, "pdf") == shown


@given(st.text(max_size=400))
def test_every_name_comes_out_clean(name):
    shown = tidy_name(name, "docx")
    assert len(shown) <= LONGEST
    assert shown.endswith(".docx")
    assert shown.removesuffix(".docx").strip(" .")
    assert not set(shown) & set('<>"/\\')
    assert shown.isprintable()
