"""Names of places stand in Latin or Cyrillic letters, without signs that only look like them or like nothing."""

import re

from django.db import migrations, models

UNSEEN = r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
STRANGE = r"[^ -~\u00a0-\u024f\u0400-\u04ff\u2010-\u2027\u2030-\u205e\u2116]"
LATIN, CYRILLIC = r"[A-Za-z\u00c0-\u024f]", r"[\u0400-\u04ff]"
ODD = f"{UNSEEN}|{STRANGE}|{LATIN}{CYRILLIC}|{CYRILLIC}{LATIN}"


def name_the_strange(apps, schema_editor):
    """Only a person can say what was meant; whoever updates the site has to know them all."""
    del schema_editor
    wrong = [
        f"{model} {row.name} {row.qualifier}".rstrip() + f" (number {row.pk})"
        for model in ("Municipality", "Community")
        for row in apps.get_model("register", model).objects.only("name", "qualifier").order_by("pk")
        if re.search(STRANGE, row.name + row.qualifier)
    ]
    if wrong:
        raise ValueError(f"Write these names anew in the administration first: {', '.join(wrong)}")


def readable(what):
    condition = models.Q(
        models.Q(("name__regex", ODD), _negated=True), models.Q(("qualifier__regex", ODD), _negated=True)
    )
    return [
        migrations.RemoveConstraint(model_name=what, name=f"{what}_name_is_seen"),
        migrations.AddConstraint(
            model_name=what, constraint=models.CheckConstraint(condition=condition, name=f"{what}_name_is_seen")
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0010_municipalities_stay_as_read"),
    ]

    operations = [
        migrations.RunPython(name_the_strange, migrations.RunPython.noop, elidable=True),
        *readable("community"),
        *readable("municipality"),
    ]
