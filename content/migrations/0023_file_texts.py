"""The text inside attached files. Those that are there already wait to be read, as every new one does."""

import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import register.models.base

# Words of everything that is attached weigh least (D), which is what a vector has by itself.
VECTOR = """
    CREATE FUNCTION content_file_vector(text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN
        to_tsvector('pg_catalog.serbian'::regconfig, text_fold(text))
"""
# A tsvector holds a megabyte and 16,383 positions. So the words of the first 100,000 characters of a file keep their
# places, by which phrases are found, and those behind them do not; and a file gives at most 400,000 bytes.
WORDS = """
    CREATE FUNCTION content_file_words(file bigint) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
    DECLARE
        words tsvector := '';
        more tsvector;
        part record;
    BEGIN
        FOR part IN
            SELECT search, sum(length(text)) OVER (ORDER BY place) <= 100000 AS is_near
                FROM content_filepart WHERE attachment_id = file ORDER BY place
        LOOP
            more := words || CASE WHEN part.is_near THEN part.search ELSE strip(part.search) END;
            EXIT WHEN pg_column_size(more) > 400000;
            words := more;
        END LOOP;
        RETURN words;
    END $$
"""
WAITING = "INSERT INTO content_filetext (attachment_id) SELECT id FROM content_attachment WHERE kind IN ('pdf', 'docx', 'odt')"


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0022_news_and_documents"),
    ]

    operations = [
        migrations.RunSQL(VECTOR, "DROP FUNCTION content_file_vector(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION content_file_words(bigint)"),
        migrations.CreateModel(
            name="FilePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("page", models.PositiveSmallIntegerField(null=True)),
                ("text", models.TextField()),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=register.models.base.TextFunction(
                            "content_file_vector",
                            models.F("text"),
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "ordering": ("attachment", "place"),
            },
        ),
        migrations.CreateModel(
            name="FileText",
            fields=[
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="content.attachment",
                    ),
                ),
                ("is_due", models.BooleanField(db_default=True, default=True)),
                ("tries", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("leased_until", models.DateTimeField(null=True)),
                ("words", django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attachment",
            name="audit",
        ),
        migrations.AddField(
            model_name="attachment",
            name="page_count",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="pages"),
        ),
        migrations.AddField(
            model_name="attachment",
            name="pages_read",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="pages read"),
        ),
        migrations.AddField(
            model_name="attachment",
            name="reading",
            field=models.CharField(
                blank=True,
                choices=[
                    ("read", ""),
                    ("cut", "only its beginning can be searched"),
                    ("scanned", "scanned: its text cannot be searched"),
                    ("encrypted", "locked with a password"),
                    ("broken", "its text cannot be read"),
                    ("too_large", "too large to be searched"),
                ],
                default="",
                editable=False,
                max_length=9,
                verbose_name="text",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('path,sha256,reading,page_count,pages_read', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'id', older ->> 'id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="35d57626ed97b1911313a28b3211ce339f682234",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_27c00",
                    table="content_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="text_waits",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"kind\" IN ('pdf', 'docx', 'odt'))",
                    func="INSERT INTO content_filetext (attachment_id) VALUES (NEW.id); RETURN NULL;",
                    hash="d69d89651e43cec15f7784177df62ab431c900ef",
                    operation="INSERT",
                    pgid="pgtrigger_text_waits_bbab5",
                    table="content_attachment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("page_count", None), ("reading", "")),
                    models.Q(
                        ("kind__in", ("pdf", "docx", "odt")),
                        ("reading__in", ["read", "cut", "scanned", "encrypted", "broken", "too_large"]),
                    ),
                    _connector="OR",
                ),
                name="attachment_reading",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("pages_read", None), ("reading", "cut"), _connector="OR"),
                name="attachment_read_in_part",
            ),
        ),
        migrations.AddField(
            model_name="filepart",
            name="attachment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="content.attachment",
            ),
        ),
        migrations.AddIndex(
            model_name="filetext",
            index=models.Index(
                condition=models.Q(("is_due", True)), fields=["tries", "attachment"], name="filetext_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="filetext",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_due", True), ("leased_until", None), _connector="OR"),
                name="filetext_leased_is_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="filepart",
            constraint=models.UniqueConstraint(fields=("attachment", "place"), name="filepart_place_once"),
        ),
        migrations.AddConstraint(
            model_name="filepart",
            constraint=models.CheckConstraint(
                condition=models.Q(("page", None), ("page__gt", 0), _connector="OR"), name="filepart_page"
            ),
        ),
        migrations.AddConstraint(
            model_name="filepart",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="filepart_has_text"
            ),
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
    ]
