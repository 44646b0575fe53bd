from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("homework", "0007_practice_uncounted")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="heard_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="review",
            name="next_step",
            field=models.CharField(
                choices=[
                    ("talk", "Talk"),
                    ("repeat", "Repeat"),
                    ("lighter", "Lighter"),
                    ("step_back", "Step Back"),
                    ("to_words", "To Words"),
                    ("release", "Release"),
                    ("let_go", "Let Go"),
                ],
                max_length=9,
            ),
        ),
    ]
