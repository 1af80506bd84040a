"""A former address leads to its place for good; days that are still to come are refused in forms."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import register.models.base
import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_former_addresses"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="community_takes_address",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="community_keeps_old_slug",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="community_merges_into_open",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="municipality",
            name="municipality_takes_address",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="municipality",
            name="municipality_keeps_old_slug",
        ),
        migrations.AlterField(
            model_name="community",
            name="closed_on",
            field=models.DateField(
                blank=True, null=True, validators=[register.models.base.not_to_come], verbose_name="closed on"
            ),
        ),
        migrations.AlterField(
            model_name="community",
            name="confirmed_on",
            field=models.DateField(
                blank=True, null=True, validators=[register.models.base.not_to_come], verbose_name="confirmed on"
            ),
        ),
        migrations.AlterField(
            model_name="community",
            name="source_date",
            field=register.models.fields.LineField(
                blank=True,
                help_text="A year, or year-month-day: 2016 or 2016-03-31.",
                max_length=10,
                validators=[register.models.base.not_to_come],
                verbose_name="date of the source",
            ),
        ),
        migrations.AlterField(
            model_name="communityevent",
            name="closed_on",
            field=models.DateField(
                blank=True, null=True, validators=[register.models.base.not_to_come], verbose_name="closed on"
            ),
        ),
        migrations.AlterField(
            model_name="communityevent",
            name="confirmed_on",
            field=models.DateField(
                blank=True, null=True, validators=[register.models.base.not_to_come], verbose_name="confirmed on"
            ),
        ),
        migrations.AlterField(
            model_name="communityevent",
            name="source_date",
            field=register.models.fields.LineField(
                blank=True,
                help_text="A year, or year-month-day: 2016 or 2016-03-31.",
                max_length=10,
                validators=[register.models.base.not_to_come],
                verbose_name="date of the source",
            ),
        ),
        migrations.AlterField(
            model_name="figure",
            name="confirmed_on",
            field=models.DateField(
                blank=True, null=True, validators=[register.models.base.not_to_come], verbose_name="confirmed on"
            ),
        ),
        migrations.AlterField(
            model_name="figureevent",
            name="confirmed_on",
            field=models.DateField(
                blank=True, null=True, validators=[register.models.base.not_to_come], verbose_name="confirmed on"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_merges_into_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id\n                    AND EXISTS (\n                        SELECT FROM register_community WHERE id = NEW.merged_into_id AND closed_on IS NOT NULL) THEN\n                RAISE EXCEPTION 'community_merges_into_open: the other local community is closed itself' USING ERRCODE = 'check_violation', CONSTRAINT = 'community_merges_into_open';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="00fa692b6ff27d3c333e0eb29a24d21df073d311",
                    operation="UPDATE",
                    pgid="pgtrigger_community_merges_into_open_0a848",
                    table="register_community",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_takes_no_former_address",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (SELECT FROM register_formerslug WHERE community_id <> NEW.id AND (municipality_id, slug) = (NEW.municipality_id, NEW.slug)) THEN\n                RAISE EXCEPTION 'community_takes_no_former_address: this address leads to another place, which had it before' USING ERRCODE = 'check_violation', CONSTRAINT = 'community_takes_no_former_address';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="3832c213926cc6ff3484346d070282c7284f6359",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_community_takes_no_former_address_76d8b",
                    table="register_community",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_keeps_old_slug",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id"))',
                    func="\n                DELETE FROM register_formerslug WHERE community_id = NEW.id AND (municipality_id, slug) = (NEW.municipality_id, NEW.slug);\n                IF NOT EXISTS (SELECT FROM register_community WHERE (municipality_id, slug) = (OLD.municipality_id, OLD.slug)) THEN\n                    INSERT INTO register_formerslug (municipality_id, community_id, slug, until)\n                        VALUES (OLD.municipality_id, NEW.id, OLD.slug, now());\n                END IF;\n                RETURN NULL;\n            ",
                    hash="f90179ea1afd1a2b8f2418a6684cdb05309bdb1d",
                    operation="UPDATE",
                    pgid="pgtrigger_community_keeps_old_slug_e908a",
                    table="register_community",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="formerslug",
            trigger=pgtrigger.compiler.Trigger(
                name="former_address_stands_empty",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.community_id IS NULL AND EXISTS (SELECT FROM register_municipality WHERE slug = NEW.slug)\n                OR NEW.community_id IS NOT NULL AND EXISTS (\n                    SELECT FROM register_community WHERE municipality_id = NEW.municipality_id AND slug = NEW.slug) THEN\n                RAISE EXCEPTION 'former_address_stands_empty: a place has this address now' USING ERRCODE = 'check_violation', CONSTRAINT = 'former_address_stands_empty';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="808e0ee0ccfad157cc0a035e7673ad3062f39f14",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_former_address_stands_empty_f4be3",
                    table="register_formerslug",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="municipality",
            trigger=pgtrigger.compiler.Trigger(
                name="municipality_takes_no_former_address",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (SELECT FROM register_formerslug WHERE community_id IS NULL AND municipality_id <> NEW.id AND (slug) = (NEW.slug)) THEN\n                RAISE EXCEPTION 'municipality_takes_no_former_address: this address leads to another place, which had it before' USING ERRCODE = 'check_violation', CONSTRAINT = 'municipality_takes_no_former_address';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="9d9f5ee269d7759f658e3b4920fae8ff641c8039",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_municipality_takes_no_former_address_4b794",
                    table="register_municipality",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="municipality",
            trigger=pgtrigger.compiler.Trigger(
                name="municipality_keeps_old_slug",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="\n                DELETE FROM register_formerslug WHERE community_id IS NULL AND municipality_id = NEW.id AND (slug) = (NEW.slug);\n                IF NOT EXISTS (SELECT FROM register_municipality WHERE (slug) = (OLD.slug)) THEN\n                    INSERT INTO register_formerslug (municipality_id, community_id, slug, until)\n                        VALUES (NEW.id, NULL, OLD.slug, now());\n                END IF;\n                RETURN NULL;\n            ",
                    hash="890a2a9d865274e5d229f977727974f6a3a662d6",
                    operation="UPDATE",
                    pgid="pgtrigger_municipality_keeps_old_slug_e0a53",
                    table="register_municipality",
                    when="AFTER",
                ),
            ),
        ),
    ]
