"""Names that pages show change the page stamp, and so does a closed account, whose name is no longer shown."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchColumns


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0004_watch_attachments"), ("accounts", "0003_pages_of_people")]

    operations = [
        WatchColumns("accounts_profile", "display_name", "form_of_address", "visibility", "about"),
        WatchColumns("accounts_user", "is_active"),
    ]
