"""What the gallery page shows: palette, drawings, icons, a form with every kind of field, names that are hard to set."""

from typing import Any

from django import forms

COLOURS = (
    ("--paper", "stranica"),
    ("--surface", "list, polje"),
    ("--sand", "traka, podloga"),
    ("--ink", "tekst"),
    ("--ink-2", "sitniji tekst"),
    ("--muted", "neaktivno"),
    ("--plum", "veza, glavno dugme"),
    ("--plum-dk", "prelaz mišem"),
    ("--plum-tint", "izabrano"),
    ("--copper", "naglasak u tekstu"),
    ("--copper-lt", "samo ispuna"),
    ("--river", "nadležnost, voda"),
    ("--ok", "u redu"),
    ("--warn", "čeka"),
    ("--err", "greška"),
    ("--info", "obavijest"),
    ("--field", "ivica polja"),
    ("--line", "linija"),
    ("--focus", "fokus"),
)
DRAWINGS = (
    ("klupa", ""),
    ("ploca", "plum"),
    ("cesma", "water"),
    ("lampa", ""),
    ("kolica", ""),
    ("razgovor", "plum"),
    ("sadnica", "plum"),
)
ICONS = (
    *("search", "user", "menu", "arrow-right", "arrow-left", "map", "download", "print", "flag", "lock", "check"),
    *("warning", "info", "close", "pin", "phone", "mail", "external", "calendar", "qr", "building", "people", "sort"),
    *("edit", "eye", "clock", "document"),
)
LONG_NAMES = (
    "Novo Sarajevo – Grbavica II i Kovačići",
    "Jugobanka-Jug-Borik i okolna naselja uz rijeku Vrbas",
    "Prvomajskadvadesetsedmojulskaulica",
)
CRUMBS = (("Mjesne zajednice", "#"), ("Općina Tešanj", "#"), ("Jelah", None))
PLACES = (
    ("Prijedor", 44.98, 16.71, 14, True),
    ("Banja Luka", 44.77, 17.19, 15, True),
    ("Tešanj", 44.61, 17.99, 11, True),
    ("Tuzla", 44.54, 18.67, 9, True),
    ("Sarajevo", 43.86, 18.41, 13, True),
    ("Mostar", 43.34, 17.81, 10, True),
    ("Trebinje", 42.71, 18.34, 8, True),
    ("Stolac", 43.08, 17.96, 5, False),
    ("Bihać", 44.81, 15.87, 9, True),
    ("Srebrenica", 44.10, 19.30, 7, True),
    ("Livno", 43.83, 17.01, 5, False),
)
BAD: dict[str, Any] = {"name": "Mjesna zajednica s vrlo dugim imenom koje ne staje u polje", "residents": "hiljadu"}


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Ime mjesne zajednice", max_length=40, help_text="Bez skraćenice MZ, npr. Jelah.")
    residents = forms.IntegerField(label="Broj stanovnika", required=False, help_text="Cijeli broj, bez tačke.")
    kind = forms.ChoiceField(
        label="Vrsta naselja", choices=[("", "Izaberite"), ("s", "selo"), ("g", "gradsko naselje")]
    )
    note = forms.CharField(label="O nama", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    status = forms.ChoiceField(
        label="Pravni status",
        widget=forms.RadioSelect,
        choices=[("p", "pravno lice"), ("n", "nije pravno lice"), ("x", "nije poznato")],
        help_text="Piše u statutu općine.",
    )
    days = forms.MultipleChoiceField(
        label="Kad ste dostupni",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("r", "radnim danom"), ("v", "vikendom")],
    )
    photo = forms.FileField(label="Fotografija", required=False, help_text="Do 12 MB.")
    password = forms.CharField(label="Lozinka", widget=forms.PasswordInput, help_text="Najmanje 10 znakova.")
    consent = forms.BooleanField(label="Pristajem da se podaci objave", help_text="Pristanak možete povući.")


def bad_form() -> SampleForm:
    """The same form as it comes back: text kept, each error said."""
    form = SampleForm(BAD, auto_id="bad_%s")
    form.add_error(None, "U međuvremenu su sačuvane druge izmjene.")
    return form
