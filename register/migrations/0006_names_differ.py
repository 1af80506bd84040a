"""Names are told apart as people see them, whatever the script and the case."""

import django.contrib.postgres.constraints
import django.db.models.constraints
from django.db import migrations, models

import register.models.base


def name_namesakes(apps, schema_editor):
    """The constraint alone would name one pair; whoever updates the site has to know them all."""
    query = """
        SELECT '{what}: ' || string_agg(name || ' ' || qualifier || ' (number ' || id || ')', ', ' ORDER BY id)
        FROM register_{what} GROUP BY {within} text_sort_key(name), text_sort_key(qualifier) HAVING count(*) > 1
    """
    del apps
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(query.format(what="municipality", within=""))
        found = cursor.fetchall()
        cursor.execute(query.format(what="community", within="municipality_id,"))
        found += cursor.fetchall()
    if found:
        raise ValueError(f"Tell these apart in the administration first: {'; '.join(row[0] for row in found)}")


def key_of(field):
    return register.models.base.TextFunction("text_sort_key", models.F(field), output_field=models.TextField())


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0005_contact_values"),
    ]

    operations = [
        migrations.RunPython(name_namesakes, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(
            model_name="community",
            name="community_names_differ",
        ),
        migrations.RemoveConstraint(
            model_name="municipality",
            name="municipality_names_differ",
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="community_names_differ",
                expressions=[("municipality", "="), (key_of("name"), "="), (key_of("qualifier"), "=")],
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                violation_error_message="Another local community of this municipality has this name: say what tells them apart.",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="municipality_names_differ",
                expressions=[(key_of("name"), "="), (key_of("qualifier"), "=")],
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                violation_error_message="Another municipality has this name: say what tells them apart.",
            ),
        ),
    ]
