from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("dunning", "0003_second_reading"),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="account",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
