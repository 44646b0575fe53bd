import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("homework", "0005_posted_since"), ("people", "0005_ended")]

    operations = [
        migrations.AddField(
            model_name="rating",
            name="occasion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="homework.occasion",
            ),
        ),
        migrations.AlterField(
            model_name="rating",
            name="practice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ratings",
                to="homework.practice",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("occasion", "author", "moment", "key"), name="one_rating_a_question_beforehand"
            ),
        ),
    ]
