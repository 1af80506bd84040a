"""Laws, statutes and decisions about local communities, and where each of them holds."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0013_contacts_and_statuses"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=140, unique=True, verbose_name="address")),
                ("title", register.models.fields.LineField(max_length=300, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("zakon", "law"),
                            ("statut", "statute"),
                            ("odluka", "decision of a council or assembly"),
                            ("uredba", "regulation"),
                            ("uputstvo", "instruction"),
                            ("pravilnik", "rulebook"),
                            ("povelja", "charter"),
                            ("model", "model or vision"),
                            ("studija", "study"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "gazette",
                    register.models.fields.LineField(blank=True, max_length=200, verbose_name="official gazette"),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("na-snazi", "in force"),
                            ("izmijenjen", "changed"),
                            ("prestao", "no longer in force"),
                            ("nije-propis", "not a legal act"),
                        ],
                        default="na-snazi",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "note",
                    register.models.fields.LineField(blank=True, max_length=300, verbose_name="note on its state"),
                ),
                (
                    "meaning",
                    register.models.fields.PlainTextField(
                        blank=True, verbose_name="what it means for local communities"
                    ),
                ),
                ("source", register.models.fields.LineField(blank=True, max_length=300, verbose_name="source")),
                (
                    "source_url",
                    register.models.fields.LinkField(blank=True, max_length=500, verbose_name="link to the source"),
                ),
                (
                    "canton",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.canton",
                        verbose_name="canton",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.municipality",
                        verbose_name="municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal act",
                "verbose_name_plural": "legal acts",
                "ordering": ("-year", "slug"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LegalActEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=140, verbose_name="address")),
                ("title", register.models.fields.LineField(max_length=300, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("zakon", "law"),
                            ("statut", "statute"),
                            ("odluka", "decision of a council or assembly"),
                            ("uredba", "regulation"),
                            ("uputstvo", "instruction"),
                            ("pravilnik", "rulebook"),
                            ("povelja", "charter"),
                            ("model", "model or vision"),
                            ("studija", "study"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "gazette",
                    register.models.fields.LineField(blank=True, max_length=200, verbose_name="official gazette"),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("na-snazi", "in force"),
                            ("izmijenjen", "changed"),
                            ("prestao", "no longer in force"),
                            ("nije-propis", "not a legal act"),
                        ],
                        default="na-snazi",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "note",
                    register.models.fields.LineField(blank=True, max_length=300, verbose_name="note on its state"),
                ),
                (
                    "meaning",
                    register.models.fields.PlainTextField(
                        blank=True, verbose_name="what it means for local communities"
                    ),
                ),
                ("source", register.models.fields.LineField(blank=True, max_length=300, verbose_name="source")),
                (
                    "source_url",
                    register.models.fields.LinkField(blank=True, max_length=500, verbose_name="link to the source"),
                ),
                (
                    "canton",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.canton",
                        verbose_name="canton",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_entity_canton_municipality_slug_title_kind_gazette_year_state_note_meaning_source_source_url_events",
                        to="register.legalact",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="legalact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("canton", None), ("entity", None)),
                    models.Q(("entity", None), ("municipality", None)),
                    models.Q(("canton", None), ("municipality", None)),
                    _connector="OR",
                ),
                name="legalact_holds_in_one_place",
                violation_error_message="Choose an entity, a canton or a municipality, not several; none of them is all of BiH.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalact",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="legal_act_slug_is_plain",
                violation_error_message="An address holds small letters a–z, digits and single hyphens only.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalact",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="legal_act_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="legalact",
            constraint=models.CheckConstraint(
                condition=models.Q(("year", None), models.Q(("year__gte", 1850), ("year__lte", 2100)), _connector="OR"),
                name="legal_act_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalact",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["na-snazi", "izmijenjen", "prestao", "nije-propis"])),
                name="legal_act_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("model", "studija")), ("state", "nije-propis")),
                    models.Q(
                        models.Q(("kind__in", ("model", "studija")), _negated=True),
                        models.Q(("state", "nije-propis"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="legal_act_state_suits_kind",
                violation_error_message="A model or a study is not a legal act; everything else is one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "register_legalactevent" ("canton_id", "entity_id", "gazette", "id", "kind", "meaning", "municipality_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "source_url", "state", "title", "year") VALUES (NEW."canton_id", NEW."entity_id", NEW."gazette", NEW."id", NEW."kind", NEW."meaning", NEW."municipality_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."slug", NEW."source", NEW."source_url", NEW."state", NEW."title", NEW."year"); RETURN NULL;',
                    hash="28fcfab0900889ce946191c0bfb00f0707f4d07b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2cd6c",
                    table="register_legalact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "register_legalactevent" ("canton_id", "entity_id", "gazette", "id", "kind", "meaning", "municipality_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "source_url", "state", "title", "year") VALUES (NEW."canton_id", NEW."entity_id", NEW."gazette", NEW."id", NEW."kind", NEW."meaning", NEW."municipality_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."slug", NEW."source", NEW."source_url", NEW."state", NEW."title", NEW."year"); RETURN NULL;',
                    hash="743b3aae5f27b62cefcacfe6aa3bf7d0aa038ebd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_801b3",
                    table="register_legalact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "register_legalactevent" ("canton_id", "entity_id", "gazette", "id", "kind", "meaning", "municipality_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "source_url", "state", "title", "year") VALUES (OLD."canton_id", OLD."entity_id", OLD."gazette", OLD."id", OLD."kind", OLD."meaning", OLD."municipality_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."slug", OLD."source", OLD."source_url", OLD."state", OLD."title", OLD."year"); RETURN NULL;',
                    hash="76d6d3b6b678bf6a029c0f8fdbcfb7758e0bcef1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_45c82",
                    table="register_legalact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalactevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="93a08d5f7f574b870c51eb60ff311341b6aa9c9c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2b947",
                    table="register_legalactevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
