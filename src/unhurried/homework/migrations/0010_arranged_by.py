import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("homework", "0009_draft")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="arranged_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.client",
            ),
        ),
    ]
