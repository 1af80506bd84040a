"""A phone number, an e-mail address and a web page look like one, whoever writes them."""

import re

from django.db import migrations, models

SIGN = r"[^\s@,;:?&%<>()\"\\]+"
SHAPES = {
    "telefon": r"^[ +/().,-]*([0-9][ +/().,-]*){3,}$",
    "e-posta": rf"^{SIGN}@{SIGN}\.{SIGN}$",
    "web": r"^https?://[^\s<>\"]+$",
}


def name_wrong_ones(apps, schema_editor):
    """The constraint alone would say that some row is wrong; whoever updates the site has to know which."""
    del schema_editor
    contacts = apps.get_model("register", "Contact").objects.filter(kind__in=SHAPES)
    rows = contacts.values_list("pk", "kind", "value", "community__municipality__slug", "community__slug")
    wrong = [
        f"{kind} of {municipality}/{community} (number {pk})"
        for pk, kind, value, municipality, community in rows
        if not re.fullmatch(SHAPES[kind], value)
    ]
    if wrong:
        raise ValueError(f"Correct or delete these contacts in the administration first: {', '.join(wrong)}")


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0004_former_addresses_stay"),
    ]

    operations = [
        migrations.RunPython(name_wrong_ones, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "telefon"), ("value__regex", SHAPES["telefon"])),
                    models.Q(("kind", "e-posta"), ("value__regex", SHAPES["e-posta"])),
                    models.Q(("kind", "web"), ("value__regex", SHAPES["web"])),
                    models.Q(("kind__in", ["telefon", "e-posta", "web"]), _negated=True),
                    _connector="OR",
                ),
                name="contact_suits_kind",
            ),
        ),
    ]
