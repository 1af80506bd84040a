"""The themes that the collected practices are about; editors keep the list from here on."""

from django.db import migrations

# slug, drawing, Bosnian, Croatian, Serbian (Latin), English
THEMES = (
    ("ucesce-gradjana", "ploca", "Učešće građana", "Sudjelovanje građana", "Učešće građana", "Citizen participation"),
    ("infrastruktura", "cesma", "Infrastruktura", "Infrastruktura", "Infrastruktura", "Infrastructure"),
    ("mladi-i-obrazovanje", "gol", "Mladi i obrazovanje", "Mladi i obrazovanje", "Mladi i obrazovanje", "Youth and education"),
    ("volonterizam", "kolica", "Volonterizam", "Volonterstvo", "Volonterizam", "Volunteering"),
    ("propisi", "ploca", "Propisi", "Propisi", "Propisi", "Rules and statutes"),
    ("kultura-i-sport", "gol", "Kultura i sport", "Kultura i šport", "Kultura i sport", "Culture and sport"),
    ("budzet", "ploca", "Budžet", "Proračun", "Budžet", "Budget"),
    ("zdravlje-i-podrska", "klupa", "Zdravlje i podrška", "Zdravlje i potpora", "Zdravlje i podrška", "Health and support"),
    ("zene", "razgovor", "Žene", "Žene", "Žene", "Women"),
    ("ekologija", "sadnica", "Ekologija", "Ekologija", "Ekologija", "Environment"),
    ("saradnja", "razgovor", "Saradnja zajednica", "Suradnja zajednica", "Saradnja zajednica", "Communities together"),
    ("e-uprava", "lampa", "E-uprava", "E-uprava", "E-uprava", "E-government"),
)  # fmt: skip


def add(apps, _schema_editor):
    theme = apps.get_model("content", "Theme")
    for position, (slug, drawing, bs, hr, sr, en) in enumerate(THEMES, 1):
        theme.objects.create(
            slug=slug, drawing=drawing, position=position, name_bs=bs, name_hr=hr, name_sr=sr, name_en=en
        )


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
