import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the filling: PostgreSQL alters no table whose rows have just changed."""

    dependencies = [("homework", "0003_filled")]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="placed_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="hold",
            name="raised_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="hold",
            name="relationship",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="people.relationship"
            ),
        ),
        migrations.AlterField(
            model_name="occasion",
            name="relationship",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="occasions",
                to="people.relationship",
            ),
        ),
        migrations.AlterField(
            model_name="occasion",
            name="set_at",
            field=models.DateTimeField(),
        ),
    ]
