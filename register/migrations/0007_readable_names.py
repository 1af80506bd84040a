"""Names of places can be read: a letter or a digit, one script in a word, nothing that is not seen."""

import re
import unicodedata

import django.db.models.lookups
from django.db import migrations, models

import register.models.base
import register.models.fields
import register.models.names

UNSEEN = r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
LATIN, CYRILLIC = r"[A-Za-z\u00c0-\u024f]", r"[\u0400-\u04ff]"
MIXED = f"{LATIN}{CYRILLIC}|{CYRILLIC}{LATIN}"


def drop_what_is_not_seen(apps, schema_editor):
    """It said nothing to anybody; a name of nothing else has to be given by hand, and so has one in two scripts."""
    del schema_editor
    wrong = []
    for model in ("Municipality", "Community"):
        for row in apps.get_model("register", model).objects.only("name", "qualifier").order_by("pk"):
            tidy = {name: re.sub(UNSEEN, "", getattr(row, name)) for name in ("name", "qualifier")}
            if any(re.search(MIXED, value) for value in tidy.values()) or not any(map(str.isalnum, tidy["name"])):
                wrong.append(f"{model} {row.name} (number {row.pk})")
            elif any(getattr(row, name) != value for name, value in tidy.items()):
                for name, value in tidy.items():
                    setattr(row, name, unicodedata.normalize("NFC", " ".join(value.split())))
                row.save(update_fields=["name", "qualifier"])
    if wrong:
        raise ValueError(f"Write these names anew in the administration first: {', '.join(wrong)}")


def readable(what):
    odd = f"{UNSEEN}|{MIXED}"
    letters = register.models.base.TextFunction("text_plain", models.F("name"), output_field=models.TextField())
    return [
        migrations.RemoveConstraint(model_name=what, name=f"{what}_has_name"),
        migrations.AddConstraint(
            model_name=what,
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.GreaterThan(letters, models.Value("")), name=f"{what}_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name=what,
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name__regex", odd), _negated=True), models.Q(("qualifier__regex", odd), _negated=True)
                ),
                name=f"{what}_name_is_seen",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0006_names_differ"),
    ]

    operations = [
        migrations.RunPython(drop_what_is_not_seen, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="community",
            name="name",
            field=register.models.fields.LineField(
                max_length=120,
                validators=[register.models.names.has_letter, register.models.names.one_script],
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="community",
            name="qualifier",
            field=register.models.fields.LineField(
                blank=True,
                help_text="Shown in brackets where two local communities of one municipality share a name.",
                max_length=60,
                validators=[register.models.names.one_script],
                verbose_name="told apart by",
            ),
        ),
        migrations.AlterField(
            model_name="communityevent",
            name="name",
            field=register.models.fields.LineField(
                max_length=120,
                validators=[register.models.names.has_letter, register.models.names.one_script],
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="communityevent",
            name="qualifier",
            field=register.models.fields.LineField(
                blank=True,
                help_text="Shown in brackets where two local communities of one municipality share a name.",
                max_length=60,
                validators=[register.models.names.one_script],
                verbose_name="told apart by",
            ),
        ),
        migrations.AlterField(
            model_name="municipality",
            name="name",
            field=register.models.fields.LineField(
                max_length=120,
                validators=[register.models.names.has_letter, register.models.names.one_script],
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="municipality",
            name="qualifier",
            field=register.models.fields.LineField(
                blank=True,
                help_text="Shown in brackets where two municipalities share a name.",
                max_length=40,
                validators=[register.models.names.one_script],
                verbose_name="told apart by",
            ),
        ),
        migrations.AlterField(
            model_name="municipalityevent",
            name="name",
            field=register.models.fields.LineField(
                max_length=120,
                validators=[register.models.names.has_letter, register.models.names.one_script],
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="municipalityevent",
            name="qualifier",
            field=register.models.fields.LineField(
                blank=True,
                help_text="Shown in brackets where two municipalities share a name.",
                max_length=40,
                validators=[register.models.names.one_script],
                verbose_name="told apart by",
            ),
        ),
        *readable("community"),
        *readable("municipality"),
    ]
