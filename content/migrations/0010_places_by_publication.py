"""The newest entries of a municipality lie beside each other in an index: places know since when their entry stands there."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0009_files_wait"),
        ("register", "0009_years_that_were"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_places_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ('published' IN (OLD.status, NEW.status) AND (OLD.status, OLD.published, OLD.withdrawn) IS DISTINCT FROM (NEW.status, NEW.published, NEW.withdrawn))",
                    func="\n    UPDATE content_entryplace\n        SET published = CASE WHEN NEW.status = 'published' AND NEW.withdrawn IS NULL THEN NEW.published END\n        WHERE entry_id = NEW.id;\n    RETURN NULL;\n",
                    hash="a8b431af4e778d8d4dc3dba01c06964a013d3cec",
                    operation="UPDATE",
                    pgid="pgtrigger_entry_places_published_a7d58",
                    table="content_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="entryplace",
            name="entry_place_names",
        ),
        migrations.AddField(
            model_name="entryplace",
            name="published",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="entryplace",
            index=models.Index(
                condition=models.Q(("published__isnull", False)),
                fields=["municipality", "-published", "-entry"],
                name="entry_list_of_municipality",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entryplace",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_place_names",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE content_entry SET place_names = coalesce((\n        SELECT string_agg(concat_ws(' ', place.name, community.name, community.former_names, municipality.name), ' ')\n            FROM content_entryplace place\n            JOIN register_municipality municipality ON municipality.id = place.municipality_id\n            LEFT JOIN register_community community ON community.id = place.community_id\n            WHERE place.entry_id = content_entry.id), '')\n        WHERE id IN (CASE TG_OP WHEN 'INSERT' THEN NEW.entry_id ELSE OLD.entry_id END);\n    RETURN NULL;\n",
                    hash="51f81906cbfe4da82f7d5f2749f07ab166a2ed08",
                    operation='INSERT OR UPDATE OF "entry_id", "municipality_id", "community_id", "name" OR DELETE',
                    pgid="pgtrigger_entry_place_names_bcec4",
                    table="content_entryplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entryplace",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_place_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    SELECT CASE WHEN status = 'published' AND withdrawn IS NULL THEN published END INTO NEW.published\n        FROM content_entry WHERE id = NEW.entry_id FOR NO KEY UPDATE;\n    RETURN NEW;\n",
                    hash="6ea1eb426ce0206469172867ed87f5b1746c99aa",
                    operation='INSERT OR UPDATE OF "entry_id"',
                    pgid="pgtrigger_entry_place_published_99a82",
                    table="content_entryplace",
                    when="BEFORE",
                ),
            ),
        ),
    ]
