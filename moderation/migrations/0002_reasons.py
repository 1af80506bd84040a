"""Ready sentences to begin with; administrators keep them from here on."""

from django.db import migrations

# use, slug, name (bs, hr, sr, en), words (bs, hr, sr, en)
REASONS = (
    (
        "return", "vise-podataka",
        ("Nedostaju podaci", "Nedostaju podaci", "Nedostaju podaci", "Facts are missing"),
        (
            "Dopišite šta je urađeno, kada i ko je učestvovao. Tada će i druga mjesna zajednica moći poći istim putem.",
            "Dopišite što je urađeno, kada i tko je sudjelovao. Tada će i druga mjesna zajednica moći poći istim putem.",
            "Dopišite šta je urađeno, kada i ko je učestvovao. Tada će i druga mjesna zajednica moći poći istim putem.",
            "Please add what was done, when, and who took part, so that another community can do the same.",
        ),
    ),
    (
        "return", "licni-podaci",
        ("Lični podaci", "Osobni podaci", "Lični podaci", "Personal data"),
        (
            "Tekst ili fotografija sadrži lične podatke osoba koje nisu dale saglasnost. Uklonite ih i pošaljite ponovo.",
            "Tekst ili fotografija sadrži osobne podatke osoba koje nisu dale suglasnost. Uklonite ih i pošaljite ponovno.",
            "Tekst ili fotografija sadrži lične podatke osoba koje nisu dale saglasnost. Uklonite ih i pošaljite ponovo.",
            "The text or a photo shows personal data of people who have not agreed. Please remove them and send it again.",
        ),
    ),
    (
        "return", "vec-postoji",
        ("Već postoji", "Već postoji", "Već postoji", "It exists already"),
        (
            "Ova praksa je već objavljena. Ako ste je primijenili i kod sebe, upišite se na njenoj stranici.",
            "Ova je praksa već objavljena. Ako ste je primijenili i kod sebe, upišite se na njezinoj stranici.",
            "Ova praksa je već objavljena. Ako ste je primijenili i kod sebe, upišite se na njenoj stranici.",
            "This practice is published already. If you have taken it over, please add your place on its page.",
        ),
    ),
    (
        "hide", "vrijedja",
        ("Vrijeđa ili prijeti", "Vrijeđa ili prijeti", "Vrijeđa ili prijeti", "Insult or threat"),
        (
            "Objava vrijeđa ili prijeti, što pravila ne dozvoljavaju.",
            "Objava vrijeđa ili prijeti, što pravila ne dopuštaju.",
            "Objava vrijeđa ili prijeti, što pravila ne dozvoljavaju.",
            "The entry insults or threatens, which the rules do not allow.",
        ),
    ),
    (
        "hide", "netacno",
        ("Netačni podaci", "Netočni podaci", "Netačni podaci", "Wrong facts"),
        (
            "Podaci u objavi nisu tačni. Ispravite ih i javite nam se, pa ćemo je vratiti.",
            "Podaci u objavi nisu točni. Ispravite ih i javite nam se, pa ćemo je vratiti.",
            "Podaci u objavi nisu tačni. Ispravite ih i javite nam se, pa ćemo je vratiti.",
            "The facts in the entry are wrong. Correct them and write to us, and we will bring it back.",
        ),
    ),
    (
        "refuse", "nije-potvrdjeno",
        ("Nije potvrđeno", "Nije potvrđeno", "Nije potvrđeno", "Not confirmed"),
        (
            "U našoj evidenciji ovaj mandat nije upisan. Pošaljite odluku o imenovanju ili zapisnik.",
            "U našoj evidenciji ovaj mandat nije upisan. Pošaljite odluku o imenovanju ili zapisnik.",
            "U našoj evidenciji ovaj mandat nije upisan. Pošaljite odluku o imenovanju ili zapisnik.",
            "Our records do not hold this mandate. Please send the decision of appointment or the minutes.",
        ),
    ),
    ("report", "uvreda", ("Vrijeđa ili prijeti", "Vrijeđa ili prijeti", "Vrijeđa ili prijeti", "It insults or threatens"), ("",) * 4),
    ("report", "privatnost", ("Otkriva lične podatke", "Otkriva osobne podatke", "Otkriva lične podatke", "It shows personal data"), ("",) * 4),
    ("report", "netacnost", ("Nije tačno", "Nije točno", "Nije tačno", "It is not true"), ("",) * 4),
    ("report", "reklama", ("Reklama ili neželjena pošta", "Reklama ili neželjena pošta", "Reklama ili neželjena pošta", "Advertising or spam"), ("",) * 4),
    ("report", "drugo", ("Nešto drugo", "Nešto drugo", "Nešto drugo", "Something else"), ("",) * 4),
)  # fmt: skip
CODES = ("bs", "hr", "sr", "en")


def add(apps, _schema_editor):
    reason = apps.get_model("moderation", "Reason")
    for position, (use, slug, names, words) in enumerate(REASONS, 1):
        fields = {f"name_{code}": name for code, name in zip(CODES, names, strict=True)}
        fields |= {f"words_{code}": text for code, text in zip(CODES, words, strict=True)}
        reason.objects.create(use=use, slug=slug, position=position, **fields)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
