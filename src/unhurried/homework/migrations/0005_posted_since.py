from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("homework", "0004_required")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="posted_placed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
