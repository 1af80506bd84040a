"""Slugs: the part of an address that a person can read. No letter is lost: č ć → c, š → s, ž → z, đ → dj."""

from collections.abc import Container

from text.fold import plain

RESERVED = frozenset(
    {
        "api", "aplikacija", "bez-odgovora", "bez-rezultata", "brisanje", "brojke", "cekaju", "cesta", "clanovi", "csv",
        "cuvanje", "datoteka", "datoteke", "dizajn", "dodaj", "dokumenti", "dolazak", "dvostruka-potvrda", "e-posta",
        "evidencija", "feed", "fotografije", "gotovo", "grad", "grupa", "ical", "ime", "iskljucivanje", "ispravka",
        "isticanje", "izlazak", "izmjena", "izvoz", "json", "kalendar", "karta", "kartice", "kljucevi", "kod", "komentari",
        "kontakti", "koordinator", "korisno", "kraj", "kviz", "lekcije", "list", "ljudi", "lozinka", "mandat", "mandati", "mapa",
        "materijali", "mjesne-zajednice", "moderacija", "moja", "moje", "moji-podaci", "mreze", "mz", "nacrt", "nacrti",
        "nalog", "naprijed", "naziv", "nova", "nova-mz", "nove", "novi", "novo", "o-platformi", "obavjestenja", "objava",
        "obrazac", "obuke", "ocjena", "ocjene", "odgovor", "odgovori", "odjava", "odluke", "opoziv", "osobe", "otkazivanje",
        "otvaranje", "otvoreni-podaci", "pdf", "pitanja", "pociva", "podaci", "pomogao", "ponovo", "poruka", "poslano",
        "posta", "postavke", "postavljanje", "potraznja", "potvrda", "potvrde", "povlacenje", "povratak", "pozivnica",
        "pozivnice", "pracenje", "prakse", "projekat", "pravila", "pregled", "premjestanje", "pretraga", "preuzimanje", "prijava",
        "prijava-sadrzaja", "prijave", "prijedlozi", "prilozi", "primjedba", "primjedbe", "primjena", "primjene", "print",
        "priprema", "pristupacnost", "pristupanje", "prisustvo", "privatnost", "procitano", "profil", "program", "promjena",
        "promjene", "proslijedi", "provjera", "qr", "radi", "razvoj", "registracija", "rezervni-kodovi", "rss", "sacuvane",
        "sastanci", "sesije", "slanje", "spajanje", "stalni-odgovor", "stampa", "stanje", "statistika", "teme", "u-nacrt",
        "uklanjanje", "ukloni", "upravljanje", "uredi", "usvajanje", "usvojili", "uvoz", "v1", "vazi", "verzije", "veze",
        "vijesti", "vracanje", "xlsx", "za-stampu", "zadrzavanje", "zahtjevi", "zakljucci", "zapisnik", "zatvaranje",
        "zatvoren", "zdravlje", "zelim", "zelje",
    }
)  # fmt: skip
"""Words that stand, or may one day stand, where a slug stands in a path; nothing may be called by them alone."""


def slugify(text: str, max_length: int = 80) -> str:
    """`Žepče` → `zepce`, `Ђурђевик` → `djurdjevik`; cut at a word's end; empty where there is no letter or digit."""
    slug = plain(text).replace(" ", "-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def unique_slug(text: str, taken: Container[str], *, fallback: str = "bez-imena") -> str:
    """A slug for `text` that is neither taken nor reserved: `centar`, else `centar-2`, `centar-3` …"""
    base = slugify(text) or fallback
    slug, number = base, 1
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    return slug
