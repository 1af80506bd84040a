"""Latin and Cyrillic: the words, what is not a word of ours, the numeral I, and the way back."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.register import NAMES, PAIRS
from tests.text.strings import words
from text.script import convert, to_cyrillic, to_latin

CHECKS = Path(__file__).with_name("translit_check.csv")


def checks():
    with CHECKS.open(encoding="utf-8", newline="") as lines:
        return [(row["latin"], row["expected_cyrillic"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("latin", "cyrillic"), checks())
def test_list_of_hard_cases(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


def test_register_has_its_own_cyrillic_names():
    assert [to_cyrillic(latin) for latin, _ in PAIRS] == [cyrillic for _, cyrillic in PAIRS]
    assert [to_latin(cyrillic) for _, cyrillic in PAIRS] == NAMES


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        # seams, and words that only look like them
        ("podžupanija, nadžupan, predživotni", "поджупанија, наджупан, предживотни"),
        ("Reinjekcija, konjugirati, konjektura", "Реинјекција, конјугирати, конјектура"),
        ("KONJUNKTURA, ODŽALITI", "КОНЈУНКТУРА, ОДЖАЛИТИ"),
        ("anjon, ali kanjon", "анјон, али кањон"),
        ("nadžak, Nadžida, odžačar, Hodžić", "наџак, Наџида, оџачар, Хоџић"),
        ("konjak, Konjuh, manjak", "коњак, Коњух, мањак"),
        # capitals
        ("LJUBINJE, Ljubinje, NJ, Nj, lJ", "ЉУБИЊЕ, Љубиње, Њ, Њ, лЈ"),
        ("DŽAMIJA Džep DŽ.", "ЏАМИЈА Џеп Џ."),
        # numerals and words that could be numerals
        ("XIV vijek, II-a, VI/1, VIII.", "XIV вијек, II-а, VI/1, VIII."),
        ("Vi ste MI, DI, LIM, C. Đ.", "Ви сте МИ, ДИ, ЛИМ, Ц. Ђ."),
        # not words of ours
        ("Zürich, New York, Xavier", "Zürich, New York, Xavier"),
        ("Facebooku, na Viberu, Wi-Fi", "Facebooku, на Viberu, Wi-Fi"),
        ("12 MB, PDF, 5 KM, UNDP, BiH", "12 MB, PDF, 5 КМ, UNDP, БиХ"),
        ("CC BY-SA 4.0", "CC BY-SA 4.0"),
        ("vidi https://mjesna.ba/škola?a=b&c i www.skola.ba.", "види https://mjesna.ba/škola?a=b&c и www.skola.ba."),
        ("ime.prezime@škola.ba, @mz_jelah", "ime.prezime@škola.ba, @mz_jelah"),
        ("zapisnik.pdf, slika_1.JPG, .xlsx", "zapisnik.pdf, slika_1.JPG, .xlsx"),
        ("mjesnazajednica.ba/prakse je adresa", "mjesnazajednica.ba/prakse је адреса"),
        ("(cs.wikipedia, de.zxc.wiki), trt.global.", "(cs.wikipedia, de.zxc.wiki), trt.global."),
        ("izvor hr.wikipedia/wiki/Tuzla i bs.wikipedia", "извор hr.wikipedia/wiki/Tuzla и bs.wikipedia"),
        ("d.o.o. 12.maja, dipl.pravnik, u 18.sati, m.z. Jelah", "д.о.о. 12.маја, дипл.правник, у 18.сати, м.з. Јелах"),
        ("dr.sc.med. Kovač, kraj.došli, Kraj.novi", "др.сц.мед. Ковач, крај.дошли, Крај.нови"),
        ("%(name)s, {broj}, %s, {{ ime }}", "%(name)s, {broj}, %s, {{ име }}"),
        ("jedan&nbsp;dva &amp; tri &#x27;", "један&nbsp;два &amp; три &#x27;"),
        ("Kraj.Novi red", "Крај.Нови ред"),
        ("Ðurđa", "Ђурђа"),
        ("popis 2013 (preko tdballesteros/bih_voting)", "попис 2013 (преко tdballesteros/bih_voting)"),
        ("bringout/l10n-bosnia", "bringout/l10n-bosnia"),
        ("(Ctrl i P), (Ctrl и P)", "(Ctrl и P), (Ctrl и P)"),
        ("geoBoundaries BIH ADM3", "geoBoundaries БИХ ADM3"),
        ("član/ica, A4, 5km", "члан/ица, А4, 5км"),
        ("pon–pet 8–15 h, 7h", "пон–пет 8–15 h, 7h"),
        ("12 km, 12 km², 80 m², 5 m³, 3 ha, 30 cm, 15 °C", "12 км, 12 км², 80 м², 5 м³, 3 ха, 30 цм, 15 °C"),
        ("", ""),
    ],
)
def test_to_cyrillic(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    "sentence",
    [
        "I mi smo tu",
        "Došli smo. I Zalug je tu.",
        "Zašto? I kako?",
        "Otišli su… I vratili se.",
        "„I mi smo tu“",
        'Rekli su "I mi smo tu".',
        "(I mi smo tu)",
        "I&nbsp;mi smo tu",
        "&quot;I mi smo tu&quot;",
        "\n    I mi smo tu",
        "Prvi pasus\n\nI drugi",
        "– I mi smo tu",
        "I, naravno, mi",
        "I dio građana smatra",
        "I mjesna zajednica može",
        "VODA I KANALIZACIJA",
        "MZ I GRAĐANI",
        "Obuka: I žene i muškarci",
    ],
)
def test_i_that_is_a_word(sentence):
    assert "И" in to_cyrillic(sentence)
    assert "I" not in to_cyrillic(sentence)
    assert to_latin(to_cyrillic(sentence)) == sentence
    assert to_cyrillic(to_cyrillic(sentence)) == to_cyrillic(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Krupa I",
        "Krupa I i Zalug",
        "Selo I",
        "Franjo I.",
        "Krupa I (gornja)",
        "Krupa I, Krupa II",
        "MZ Krupa I je tu",
        "u razredu I",
        "I",
        "I.",
        "I. Uvod",
        "I) Uvod",
        "I – Uvod",
        "(I)",
        "I razred",
        "I faza projekta",
        "I svjetski rat",
        "I dio",
        "I i II razred",
        "I, II i III zona",
        "I II III",
        "br. I u nizu",
        "čl. I tačka 2",
        "KRUPA I",
        "Krupa-I",
        "I. krajiški korpus",
        "u I. razredu",
        "Petar I. Karađorđević",
        "MZ Centar I. Predsjednik savjeta",
        "I. V. i VI. razred",
    ],
)
def test_i_that_is_a_numeral(text):
    assert "И" not in to_cyrillic(text)
    assert to_latin(to_cyrillic(text)) == text
    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ulica I. L. Ribara", "Улица И. Л. Рибара"),
        ("Ribar I. L. i A. I. Hodžić", "Рибар И. Л. и А. И. Хоџић"),
        ("Dr. I. Kovač, prof. dr. sc. I. Kovač", "Др. И. Ковач, проф. др. сц. И. Ковач"),
        ("dr I. Njegić, fra I. Ljubić", "др И. Његић, фра И. Љубић"),
        ("OŠ I. G. Kovačića, Škola I. Andrića", "ОШ И. Г. Ковачића, Школа И. Андрића"),
        ("Dr.&nbsp;I.&nbsp;Kovač", "Др.&nbsp;И.&nbsp;Ковач"),
        ("Nj. I. Marić", "Њ. И. Марић"),
        ("predsjednica V. Hodžić, Ul. V. I. Lenjina", "предсједница В. Хоџић, Ул. В. И. Лењина"),
        ("Poglavlje V. Uvod, Jelah V", "Поглавље V. Увод, Јелах V"),
    ],
)
def test_initials(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin
    assert to_cyrillic(cyrillic) == cyrillic


def test_both_in_one_sentence():
    assert to_cyrillic("Krupa I je tu. I Zalug je tu.") == "Крупа I је ту. И Залуг је ту."
    assert to_cyrillic("GRAD II I GRAD III") == "ГРАД II И ГРАД III"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("ЊЕГОШ", "NJEGOŠ"),
        ("Његош", "Njegoš"),
        ("Њ", "Nj"),
        ("П. П. Њ.", "P. P. Nj."),
        ("КОЊ, КОЊ!", "KONJ, KONJ!"),
        ("ЏЕП ЉУБАВ", "DŽEP LJUBAV"),
        ("Њ. Љ. Џ.", "Nj. Lj. Dž."),
        ("инјекција", "injekcija"),
        ("Ђурђевик, ћуприја", "Đurđevik, ćuprija"),
        ("пиши на тест@срб.срб", "piši na тест@срб.срб"),
        ("Latinica stays", "Latinica stays"),
    ],
)
def test_to_latin(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize("name", ["Žepče", "Čapljina", "Ćatići", "Šipovo", "DŽAMIJA", "Podžeplje"])
def test_decomposed_letters(name):
    assert to_cyrillic(unicodedata.normalize("NFD", name)) == to_cyrillic(name)


def test_convert_names_the_script():
    assert convert("Žepče", "Cyrl") == "Жепче"
    assert convert("Жепче", "Latn") == "Žepče"


def test_long_input_is_no_trouble():
    for trouble in ("a.b" * 50_000, "@" * 50_000, "a@" * 50_000, "%(" * 50_000, "I " * 20_000, "{" * 50_000):
        to_cyrillic(trouble)
        to_latin("ж" + trouble)


@pytest.mark.parametrize("change", [str, str.upper, str.lower])
def test_there_and_back_for_every_name(change):
    for name in map(change, NAMES):
        assert to_latin(to_cyrillic(name)) == name


@given(st.lists(words, max_size=6).map(" ".join))
def test_there_and_back_for_any_words(text):
    assert to_latin(to_cyrillic(text)) == text


@given(st.text())
def test_any_text_at_all(text):
    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)
    assert to_latin(to_latin(text)) == to_latin(text)
