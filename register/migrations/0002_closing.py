"""Local communities that are closed or merged into another."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="community",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="community",
            name="closing_source",
            field=register.models.fields.LineField(
                blank=True,
                help_text="The decision, with a link where there is one.",
                max_length=500,
                verbose_name="source of the closing",
            ),
        ),
        migrations.AddField(
            model_name="community",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="register.community",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="communityevent",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="communityevent",
            name="closing_source",
            field=register.models.fields.LineField(
                blank=True,
                help_text="The decision, with a link where there is one.",
                max_length=500,
                verbose_name="source of the closing",
            ),
        ),
        migrations.AddField(
            model_name="communityevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="register.community",
                verbose_name="merged into",
            ),
        ),
        migrations.AlterField(
            model_name="communityevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="id_municipality_name_qualifier_slug_kind_legal_status_former_names_settlements_evidence_confirmed_on_source_url_source_date_notes_closed_on_closing_source_merged_into_events",
                to="register.community",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="community_merges_into_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.merged_into_id IS NOT NULL\n                    AND (TG_OP = 'INSERT' OR OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)\n                    AND EXISTS (\n                        SELECT FROM register_community WHERE id = NEW.merged_into_id AND closed_on IS NOT NULL) THEN\n                RAISE EXCEPTION 'community_merges_into_open: the other local community is closed itself' USING ERRCODE = 'check_violation', CONSTRAINT = 'community_merges_into_open';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d14c035682a03914114b1dd1b3bc1b8eef0296da",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_community_merges_into_open_0a848",
                    table="register_community",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "register_communityevent" ("closed_on", "closing_source", "confirmed_on", "evidence", "former_names", "id", "kind", "legal_status_id", "merged_into_id", "municipality_id", "name", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "settlements", "slug", "source_date", "source_url") VALUES (NEW."closed_on", NEW."closing_source", NEW."confirmed_on", NEW."evidence", NEW."former_names", NEW."id", NEW."kind", NEW."legal_status_id", NEW."merged_into_id", NEW."municipality_id", NEW."name", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."qualifier", NEW."settlements", NEW."slug", NEW."source_date", NEW."source_url"); RETURN NULL;',
                    hash="893e1fd791a554f1368048d7748d7f287cd7f1df",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0dff5",
                    table="register_community",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."closing_source" IS DISTINCT FROM (NEW."closing_source") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."former_names" IS DISTINCT FROM (NEW."former_names") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."legal_status_id" IS DISTINCT FROM (NEW."legal_status_id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."qualifier" IS DISTINCT FROM (NEW."qualifier") OR OLD."settlements" IS DISTINCT FROM (NEW."settlements") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_date" IS DISTINCT FROM (NEW."source_date") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url"))',
                    func='INSERT INTO "register_communityevent" ("closed_on", "closing_source", "confirmed_on", "evidence", "former_names", "id", "kind", "legal_status_id", "merged_into_id", "municipality_id", "name", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "settlements", "slug", "source_date", "source_url") VALUES (NEW."closed_on", NEW."closing_source", NEW."confirmed_on", NEW."evidence", NEW."former_names", NEW."id", NEW."kind", NEW."legal_status_id", NEW."merged_into_id", NEW."municipality_id", NEW."name", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."qualifier", NEW."settlements", NEW."slug", NEW."source_date", NEW."source_url"); RETURN NULL;',
                    hash="3f6f3355ef110390dbd43b95eb55ada50d0a611f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e60b8",
                    table="register_community",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "register_communityevent" ("closed_on", "closing_source", "confirmed_on", "evidence", "former_names", "id", "kind", "legal_status_id", "merged_into_id", "municipality_id", "name", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "settlements", "slug", "source_date", "source_url") VALUES (OLD."closed_on", OLD."closing_source", OLD."confirmed_on", OLD."evidence", OLD."former_names", OLD."id", OLD."kind", OLD."legal_status_id", OLD."merged_into_id", OLD."municipality_id", OLD."name", OLD."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualifier", OLD."settlements", OLD."slug", OLD."source_date", OLD."source_url"); RETURN NULL;',
                    hash="81b6c5c1d2c5e76ab68c11af764741eac665b1a7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a15c4",
                    table="register_community",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("closing_source", "")),
                    models.Q(("closed_on__isnull", False), models.Q(("closing_source", ""), _negated=True)),
                    _connector="OR",
                ),
                name="community_closed_says_why",
                violation_error_message="A closed local community needs the day and the source, an open one neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("closed_on__isnull", False), models.Q(("merged_into", models.F("id")), _negated=True)),
                    _connector="OR",
                ),
                name="community_merged_is_closed",
                violation_error_message="Only a closed local community is merged, and into another one.",
            ),
        ),
    ]
