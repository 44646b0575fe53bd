from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_honesty")]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
    ]
