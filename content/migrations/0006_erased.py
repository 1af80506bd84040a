"""Texts that go for good: the empty place of one that others wrote below, and the one function that redacts history."""

from django.conf import settings
from django.db import migrations, models

# It alone empties append-only rows, with the rights of their owner, and writes down for each that it did. It names tables
# of rooms above: they are there when it is called.
REDACT = r"""
CREATE FUNCTION content_redact(what text, numbers bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
    context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
    said text := '—';
    relation text;
    touched bigint[];
    columns text[];
BEGIN
    PERFORM set_config('pgtrigger.ignore', (
        SELECT array_agg(tgname)::text FROM pg_trigger
            WHERE tgrelid IN (
                    'content_entryrevision'::regclass, 'accounts_claimevent'::regclass, 'moderation_decision'::regclass)
                AND (tgname LIKE 'pgtrigger_append_only%' OR tgname LIKE 'pgtrigger_decision_is_final%')), true);
    IF what IN ('earlier', 'all') THEN
        relation := 'content_entryrevision';
        columns := ARRAY['body', 'lead', 'title'];
        WITH emptied AS (
            UPDATE content_entryrevision SET title = '', lead = '', body = ''
                WHERE pgh_obj_id = ANY (numbers) AND (title, lead, body) IS DISTINCT FROM ('', '', '')
                    AND (what = 'all' OR pgh_id <> (
                        SELECT max(pgh_id) FROM content_entryrevision newest
                            WHERE newest.pgh_obj_id = content_entryrevision.pgh_obj_id))
                RETURNING pgh_id)
        SELECT array_agg(pgh_id) INTO touched FROM emptied;
    ELSIF what = 'titles' THEN
        relation := 'content_entryrevision';
        columns := ARRAY['title'];
        WITH emptied AS (
            UPDATE content_entryrevision SET title = ''
                WHERE pgh_obj_id = ANY (numbers) AND title <> '' RETURNING pgh_id)
        SELECT array_agg(pgh_id) INTO touched FROM emptied;
    ELSIF what = 'claims' THEN
        relation := 'accounts_claimevent';
        columns := ARRAY['proposed_name'];
        WITH emptied AS (
            UPDATE accounts_claimevent SET proposed_name = ''
                WHERE pgh_obj_id = ANY (numbers) AND proposed_name <> '' RETURNING pgh_id)
        SELECT array_agg(pgh_id) INTO touched FROM emptied;
    ELSIF what IN ('decisions', 'claim_decisions') THEN
        relation := 'moderation_decision';
        columns := ARRAY['words'];
        WITH emptied AS (
            UPDATE moderation_decision SET words = said
                WHERE words NOT IN ('', said)
                    AND (what = 'decisions' AND entry_id = ANY (numbers)
                        OR what = 'claim_decisions' AND claim_id = ANY (numbers))
                RETURNING id)
        SELECT array_agg(id) INTO touched FROM emptied;
    ELSE
        RAISE EXCEPTION 'content_redact: % is nothing that is redacted', what;
    END IF;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    INSERT INTO content_auditrow (at, "table", row_id, action, fields, actor_id, request)
        SELECT clock_timestamp(), relation, row_id, 'redact', columns, (context ->> 'user')::bigint,
            coalesce(context ->> 'url', context ->> 'command', '')
        FROM unnest(touched) AS row_id;
    RETURN coalesce(cardinality(touched), 0);
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0005_drafts"),
        ("register", "0002_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="erased",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="text removed on"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased", None),
                    models.Q(
                        ("author", None),
                        ("body", ""),
                        ("body_html", ""),
                        ("lead", ""),
                        ("source", ""),
                        ("source_url", ""),
                        ("withdrawn__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="entry_erased_is_empty",
            ),
        ),
        migrations.RunSQL(REDACT, "DROP FUNCTION content_redact(text, bigint[])"),
    ]
