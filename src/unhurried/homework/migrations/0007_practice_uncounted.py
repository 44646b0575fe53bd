from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("homework", "0006_rating_beforehand")]

    operations = [migrations.RemoveField(model_name="practice", name="revision")]
