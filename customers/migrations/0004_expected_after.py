from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_automatic_bookings")]

    operations = [
        migrations.AddField(
            model_name="ledgersource",
            name="expected_after_business_days",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="Where the ERP rules: bank money that is not in its balance after so many asks a person.",
            ),
        ),
    ]
