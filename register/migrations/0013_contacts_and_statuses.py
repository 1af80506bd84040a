"""A phone number has an extension and one plus, a web page is of a named computer; a status waits for its municipality."""

import re

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

SIGN = r"[^\s@,;:?&%<>()\"\\]+"
SHAPES = {
    "telefon": r"^[ (]*\+?[ (]*([0-9][ +/().,-]*){3,}((lok(al)?|лок(ал)?|int|инт|ext)\.? *[0-9]{1,6})?$",
    "e-posta": rf"^{SIGN}@{SIGN}\.{SIGN}$",
    "web": r"^https?://[^\s<>\"/]+\.[^\s<>\"]+$",
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
        ("register", "0012_lists_along_an_index"),
    ]

    operations = [
        migrations.RunPython(name_wrong_ones, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(
            model_name="contact",
            name="contact_suits_kind",
        ),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="community_status_fits",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_status_fits",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (OLD.legal_status_id, OLD.municipality_id) IS DISTINCT FROM (NEW.legal_status_id, NEW.municipality_id)\n                    AND (SELECT entity_id FROM register_legalstatus WHERE id = NEW.legal_status_id)\n                        <> (SELECT entity_id FROM register_municipality WHERE id = NEW.municipality_id FOR SHARE) THEN\n                RAISE EXCEPTION 'community_status_fits: this legal status is of another jurisdiction' USING ERRCODE = 'check_violation', CONSTRAINT = 'community_status_fits';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="04c7e7175d9aa2738ec215e091010d0f3714c643",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_community_status_fits_344c9",
                    table="register_community",
                    when="BEFORE",
                ),
            ),
        ),
    ]
