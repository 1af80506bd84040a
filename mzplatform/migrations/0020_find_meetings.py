"""Meetings, their minutes and conclusions change the page stamp, and the search finds them."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import find_entries


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0019_find_networks"), ("networks", "0002_meetings"), ("search", "0005_newest")]
    operations = [
        *find_entries("meeting"),
        *find_entries("conclusion"),
        WatchTables(
            "networks_agendaitem", "networks_attendee", "networks_conclusion", "networks_joint", "networks_meeting",
            "networks_minutes", "networks_reply",
        ),
    ]  # fmt: skip
