"""Networks change the page stamp, and the search finds them."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import Watch, find

NETWORK = """
    SELECT n.organisation_id, 'public', NULL::bigint, o.name::text, 0, NULL::timestamptz, search_vector(
        content_search_vector(o.name, concat_ws(' ', o.abbreviation, n.area), n.purpose, ''), NULL, ARRAY['k.network'])
        FROM networks_network n JOIN register_organisation o ON o.id = n.organisation_id
        WHERE n.organisation_id = ANY (ids)
"""


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0018_find_wishes"), ("networks", "0001_initial"), ("search", "0005_newest")]
    operations = [
        *find(
            "network",
            NETWORK,
            Watch("networks_network", "ARRAY[{row}.organisation_id]", ("purpose", "area")),
            Watch(
                "register_organisation",
                "ARRAY(SELECT organisation_id FROM networks_network WHERE organisation_id = {row}.id)",
                ("name", "abbreviation"),
            ),
            every="SELECT organisation_id FROM networks_network",
        ),
        WatchTables("networks_network", "networks_topic", "networks_card"),
    ]
