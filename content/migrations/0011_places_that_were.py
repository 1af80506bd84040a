"""Places that were there before say since when their entry stands on the site.

By itself, so that nobody who reads waits for it: what is held until the end is held against writers alone.
"""

from django.db import migrations

# Writers of entries wait: a status that changed between reading the entry and writing the place would be lost. No trigger
# looks at a change of this column alone.
FILL = """
LOCK TABLE content_entry IN SHARE MODE;
UPDATE content_entryplace SET published = entry.published FROM content_entry entry
    WHERE entry.id = entry_id AND entry.status = 'published' AND entry.withdrawn IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0010_places_by_publication")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop, elidable=True)]
