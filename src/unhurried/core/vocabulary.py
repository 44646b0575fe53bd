"""The controlled words of the library: what an exercise, a limit or a plan may name.

Display words live in `content/` and in the pages; these ids never reach a person.
"""

from enum import IntEnum, StrEnum
from typing import Final

ZONES: Final = (
    "scalp_hair", "face", "lips", "neck", "shoulders", "arms", "forearms", "hands", "chest", "abdomen",
    "upper_back", "lower_back", "hips", "buttocks", "thighs_outer", "thighs_inner", "lower_legs", "feet",
    "personal_external", "personal_internal", "anal_area",
)  # fmt: skip

ACTIVITIES: Final = (
    "conversation", "writing", "reading", "eye_contact", "breath", "co_presence", "play", "clothed_touch",
    "hand_touch", "lips", "whole_body_touch", "chest_touch", "personal_touch", "mutual_touch",
    "oral_contact", "anal_contact", "insertion_solo", "insertion_by_partner", "still_closeness",
    "moving_closeness", "aid_or_device", "own_touch", "fantasy_content", "self_chosen_media",
    "undress_partial", "undress_full", "lights_low", "blindfold", "restraint",
)  # fmt: skip

NEVER_UNLESS_SET: Final = frozenset({"blindfold", "restraint"})
"""Activities that count as `never` until every participant has said otherwise."""

CONCERNS: Final = (
    "desire", "erection", "pain", "orgasm", "ejaculation", "performance_worry", "body_image", "trauma",
    "communication", "spark", "life_change", "exploring",
)  # fmt: skip

MODALITIES: Final = (
    "communication", "consent", "routine", "play", "mindfulness", "trauma_informed", "body_awareness",
    "cbt", "attachment", "education", "exposure", "sensate_focus", "behavioural", "desire",
)  # fmt: skip

BARRIERS: Final = (
    "no_time", "too_tired", "felt_like_chore", "worried", "not_in_mood", "argued", "partner_not_available",
    "did_not_understand", "privacy", "pain", "trauma_reminder", "forgot", "did_not_want_to", "other",
)  # fmt: skip

ADAPTATIONS: Final = (
    "pain_fatigue", "mobility", "sensory_autism", "trauma", "chronic_illness", "post_partum",
    "ageing_menopause", "long_distance", "more_than_two", "trans_nonbinary_words", "asexual_spectrum",
    "low_vision_hearing", "low_literacy", "faith_or_culture", "low_privacy_home",
)  # fmt: skip

EROTIC_FAMILY: Final = "erotic"
"""The one family that may be left out for good, and that waits for everybody even where it is only words."""

TURN_ROLES: Final = (
    ("touching", "being_touched"), ("speaking", "listening"), ("guiding", "following"),
)  # fmt: skip
"""What two people are to one another in a turn; whose turn it is stands first."""

RATINGS: Final = (
    "ease", "presence", "worry", "worry_peak", "pain", "tension", "distress", "exposure_peak",
    "mood", "energy", "health", "kindness", "curiosity", "frustration",
)  # fmt: skip


class Level(StrEnum):
    """How intimate a phase is. L: with others; S: alone."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    L6 = "L6"
    L7 = "L7"
    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"

    @property
    def is_solo(self) -> bool:
        return self.value.startswith("S")

    @property
    def depth(self) -> int:
        return int(self.value[1:])

    @property
    def is_joint_touch(self) -> bool:
        """L2 and deeper: any touch together."""
        return not self.is_solo and self.depth >= 2


def waits_for_everyone(level: Level, family: str | None, *, is_joint: bool) -> bool:
    """Any touch together, and what is erotic together even in words; however many are left who do it."""
    return level.is_joint_touch or (family == EROTIC_FAMILY and is_joint)


class Scope(IntEnum):
    """PLISSIT: what skill an exercise asks of the person who assigns it."""

    P = 0
    LI = 1
    SS = 2
    IT = 3


class Audience(StrEnum):
    """Who may read a text: `self` is the author alone."""

    SELF = "self"
    CLINICIAN = "clinician"
    RELATIONSHIP = "relationship"
