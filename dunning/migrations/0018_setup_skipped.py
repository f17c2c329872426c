import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dunning', '0017_search_columns'),
    ]

    operations = [
        migrations.AddField(
            model_name='installation',
            name='setup_skipped',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, editable=False, size=None),
        ),
    ]
