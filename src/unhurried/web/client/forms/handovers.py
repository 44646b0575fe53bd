from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.handovers import Said


class HandoverForm(forms.Form):
    """Nothing is chosen beforehand, whatever was said before."""

    said = forms.TypedChoiceField(
        label=_("May your records and your care go there?"),
        coerce=Said,
        choices=[(Said.YES.value, _("Yes")), (Said.NO.value, _("No"))],
        widget=forms.RadioSelect,
    )
