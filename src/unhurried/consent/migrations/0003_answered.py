from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_together")]

    operations = [
        migrations.AddField(model_name="concern", name="answered_at", field=models.DateTimeField(null=True)),
    ]
