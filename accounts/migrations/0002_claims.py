"""Claims of mandates; consent to show a name; which last day somebody was warned of."""

import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("president", "president of the council"),
                            ("council_member", "member of the council"),
                            ("secretary", "secretary"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "proposed_name",
                    register.models.fields.LineField(
                        blank=True, max_length=120, verbose_name="name of the local community"
                    ),
                ),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("words", register.models.fields.PlainTextField(blank=True, verbose_name="a word to whoever confirms")),
                ("name_public", models.BooleanField(default=False, verbose_name="name may be shown")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for confirmation"),
                            ("confirmed", "confirmed"),
                            ("refused", "refused"),
                            ("withdrawn", "taken back"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("once", models.UUIDField(editable=False, unique=True)),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="sent"),
                ),
            ],
            options={
                "verbose_name": "claimed role",
                "verbose_name_plural": "claimed roles",
            },
        ),
        migrations.CreateModel(
            name="ClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("president", "president of the council"),
                            ("council_member", "member of the council"),
                            ("secretary", "secretary"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "proposed_name",
                    register.models.fields.LineField(
                        blank=True, max_length=120, verbose_name="name of the local community"
                    ),
                ),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("name_public", models.BooleanField(default=False, verbose_name="name may be shown")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for confirmation"),
                            ("confirmed", "confirmed"),
                            ("refused", "refused"),
                            ("withdrawn", "taken back"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("once", models.UUIDField(editable=False)),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="sent"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mandate",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mandate",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mandate",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="mandate",
            name="name_since",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="name shown since"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="warned_of",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="name_since",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="name shown since"),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="warned_of",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="mandateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="id_user_role_community_municipality_organisation_starts_ends_confirmed_by_confirmed_on_name_since_warned_of_events",
                to="accounts.mandate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_mandateevent" ("community_id", "confirmed_by_id", "confirmed_on", "ends", "id", "municipality_id", "name_since", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts", "user_id", "warned_of") VALUES (NEW."community_id", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ends", NEW."id", NEW."municipality_id", NEW."name_since", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."starts", NEW."user_id", NEW."warned_of"); RETURN NULL;',
                    hash="04ebbeab09be66ce6aec596f2db2b9adffe3c74f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_09f7b",
                    table="accounts_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accounts_mandateevent" ("community_id", "confirmed_by_id", "confirmed_on", "ends", "id", "municipality_id", "name_since", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts", "user_id", "warned_of") VALUES (NEW."community_id", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ends", NEW."id", NEW."municipality_id", NEW."name_since", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."starts", NEW."user_id", NEW."warned_of"); RETURN NULL;',
                    hash="ee1b57b1b3229a807e0bd1dbcf2149d626a84c39",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4c44a",
                    table="accounts_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_mandateevent" ("community_id", "confirmed_by_id", "confirmed_on", "ends", "id", "municipality_id", "name_since", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts", "user_id", "warned_of") VALUES (OLD."community_id", OLD."confirmed_by_id", OLD."confirmed_on", OLD."ends", OLD."id", OLD."municipality_id", OLD."name_since", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."starts", OLD."user_id", OLD."warned_of"); RETURN NULL;',
                    hash="55f19d8bd535231386301be427f3a72f230d1715",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1be46",
                    table="accounts_mandate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="community",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="register.community",
                verbose_name="local community",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="mandate",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="claim",
                to="accounts.mandate",
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="municipality",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="register.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="claims",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="community",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="register.community",
                verbose_name="local community",
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="mandate",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.mandate",
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="municipality",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="claimevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="id_user_role_community_municipality_proposed_name_starts_ends_name_public_status_mandate_once_created_events",
                to="accounts.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(condition=models.Q(("status", "waiting")), fields=["created"], name="claim_waiting"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("community__isnull", False), ("municipality", None), ("proposed_name", "")),
                    models.Q(
                        ("community", None),
                        ("municipality__isnull", False),
                        models.Q(("proposed_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="claim_has_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["president", "council_member", "secretary"])), name="claim_role"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends", None), ("ends__gt", models.F("starts")), _connector="OR"),
                name="claim_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mandate__isnull", False), ("status", "confirmed")),
                    models.Q(models.Q(("status", "confirmed"), _negated=True), ("mandate", None)),
                    _connector="OR",
                ),
                name="claim_confirmed_is_a_mandate",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "waiting")),
                fields=("user", "role", "community", "municipality", "proposed_name"),
                name="claim_waits_once",
                nulls_distinct=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_status_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{waiting:confirmed,waiting:refused,waiting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="2936c1ccfde4fb70548dd3714d4e3d62d48bdf1e",
                    operation="UPDATE",
                    pgid="pgtrigger_claim_status_moves_d27d3",
                    table="accounts_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_claimevent" ("community_id", "created", "ends", "id", "mandate_id", "municipality_id", "name_public", "once", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_name", "role", "starts", "status", "user_id") VALUES (NEW."community_id", NEW."created", NEW."ends", NEW."id", NEW."mandate_id", NEW."municipality_id", NEW."name_public", NEW."once", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_name", NEW."role", NEW."starts", NEW."status", NEW."user_id"); RETURN NULL;',
                    hash="cd90ce17bec3af7a78f540d866556c820296a62b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a206f",
                    table="accounts_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accounts_claimevent" ("community_id", "created", "ends", "id", "mandate_id", "municipality_id", "name_public", "once", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_name", "role", "starts", "status", "user_id") VALUES (NEW."community_id", NEW."created", NEW."ends", NEW."id", NEW."mandate_id", NEW."municipality_id", NEW."name_public", NEW."once", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_name", NEW."role", NEW."starts", NEW."status", NEW."user_id"); RETURN NULL;',
                    hash="19e3aedd24bd28b01a9a6c1635370f3874902523",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1d8d0",
                    table="accounts_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_claimevent" ("community_id", "created", "ends", "id", "mandate_id", "municipality_id", "name_public", "once", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_name", "role", "starts", "status", "user_id") VALUES (OLD."community_id", OLD."created", OLD."ends", OLD."id", OLD."mandate_id", OLD."municipality_id", OLD."name_public", OLD."once", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed_name", OLD."role", OLD."starts", OLD."status", OLD."user_id"); RETURN NULL;',
                    hash="5753720fcab977fd28b15f83277d02b035ded35e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_53790",
                    table="accounts_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claimevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a4bb25a0ef3c5307caf0778b9b3016b33a3c0815",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_af5d4",
                    table="accounts_claimevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
