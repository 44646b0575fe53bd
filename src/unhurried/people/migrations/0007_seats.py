from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_room")]

    operations = [
        migrations.AddField(
            model_name="joininglink",
            name="relationship",
            field=models.ForeignKey(
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="joining_links",
                to="people.relationship",
            ),
        ),
        migrations.AlterField(
            model_name="joininglink",
            name="code_mac",
            field=models.BinaryField(max_length=32, null=True, unique=True),
        ),
        migrations.RemoveConstraint(model_name="participation", name="one_participation_each"),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)),
                fields=("relationship", "client"),
                name="one_open_participation_each",
            ),
        ),
    ]
