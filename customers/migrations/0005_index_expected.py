from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("customers", "0004_expected_after")]

    operations = [
        AddIndexConcurrently(
            model_name="allocation",
            index=models.Index(
                condition=models.Q(("origin", "expected"), ("reverses__isnull", True)),
                fields=["invoice"],
                name="allocation_expected",
            ),
        ),
    ]
