from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_ended")]

    operations = [
        migrations.AddField(
            model_name="accountsession", name="in_room_since", field=models.DateTimeField(null=True)
        ),
    ]
