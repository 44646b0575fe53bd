from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("homework", "0005_posted_since")]

    operations = [migrations.RemoveField(model_name="practice", name="revision")]
