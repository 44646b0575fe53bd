import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="WrappedKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("relationship", "Relationship"),
                            ("process", "Process"),
                            ("clinic", "Clinic"),
                        ],
                        max_length=12,
                    ),
                ),
                ("owner_id", models.UUIDField()),
                ("epoch", models.PositiveIntegerField()),
                ("wrapped", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "owner_id", "epoch"), name="one_key_an_epoch")
                ],
            },
        ),
    ]
