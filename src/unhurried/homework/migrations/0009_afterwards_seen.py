from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("homework", "0008_order")]

    operations = [
        migrations.AddField(
            model_name="afteranswer",
            name="seen_at",
            field=models.DateTimeField(null=True),
        ),
    ]
