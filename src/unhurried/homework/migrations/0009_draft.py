from django.db import migrations

import unhurried.crypto.fields


class Migration(migrations.Migration):
    dependencies = [("homework", "0008_order")]

    operations = [
        migrations.AddField(
            model_name="journalentry",
            name="draft",
            field=unhurried.crypto.fields.SealedField(null=True),
        ),
    ]
