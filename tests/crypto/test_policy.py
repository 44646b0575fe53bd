from pathlib import Path
from textwrap import dedent

import pytest

from unhurried.crypto.models import WrappedKey
from unhurried.crypto.policy import FieldPolicy, PolicyUnclear, load_policy, policy_file

CLEAR = """
    crypto.WrappedKey:
      id: {sealed_with: none, read_by: [nobody], kept: until erased, leaves_as: none}
      wrapped:
        sealed_with: author
        owner: owner_id
        read_by: [self, clinician]
        kept: ten years after the episode
        leaves_as: QuestionnaireResponse.item
    """


def written(folder: Path, text: str) -> Path:
    file = folder / "fields.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return file


def test_policy_is_read_to_the_letter(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, CLEAR))
    assert policy.line_for("crypto.WrappedKey", "wrapped") == FieldPolicy(
        sealed_with="author",
        owner="owner_id",
        read_by=("self", "clinician"),
        kept="ten years after the episode",
        leaves_as="QuestionnaireResponse.item",
    )
    assert not policy.line_for("crypto.WrappedKey", "id").is_sealed


def test_policy_reports_stored_fields_it_is_silent_about(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, CLEAR))
    unlisted = ["crypto.WrappedKey.epoch", "crypto.WrappedKey.kind", "crypto.WrappedKey.owner_id"]
    assert policy.unlisted_fields([WrappedKey]) == unlisted
    assert policy.idle_lines([WrappedKey]) == []


def test_policy_reports_lines_about_nothing(tmp_path: Path) -> None:
    misspelt = CLEAR.replace("wrapped:", "warpped:")
    assert load_policy(written(tmp_path, misspelt)).idle_lines([WrappedKey]) == ["crypto.WrappedKey.warpped"]


def test_policy_asked_about_an_unlisted_field_does_not_guess(tmp_path: Path) -> None:
    with pytest.raises(PolicyUnclear, match=r"crypto\.WrappedKey\.epoch"):
        load_policy(written(tmp_path, CLEAR)).line_for("crypto.WrappedKey", "epoch")


@pytest.mark.parametrize(
    ("clear", "unclear", "complaint"),
    [
        ("        kept: ten years after the episode\n", "", "does not say `kept`"),
        ("        owner: owner_id\n", "", "does not say `owner`"),
        ("sealed_with: author", "sealed_with: partner", "`sealed_with` is one of"),
        ("[self, clinician]", "clinician", "`read_by` is a list"),
        ("[self, clinician]", "[]", "`read_by` is empty"),
        ("kept: ten years after the episode", "kept: ''", "`kept` is empty"),
        ("leaves_as: none", "leaves_as: none, shown: yes", "`shown` is not a question"),
        ("{sealed_with: none, read_by: [nobody], kept: until erased, leaves_as: none}", "", "does not say"),
    ],
)
def test_policy_that_leaves_something_open_is_refused(
    tmp_path: Path, clear: str, unclear: str, complaint: str
) -> None:
    assert clear in dedent(CLEAR) or clear in CLEAR
    with pytest.raises(PolicyUnclear, match=complaint):
        load_policy(written(tmp_path, CLEAR.replace(clear, unclear)))


def test_policy_that_answers_twice_is_refused(tmp_path: Path) -> None:
    twice = CLEAR.replace("sealed_with: author", "sealed_with: author\n        sealed_with: none")
    with pytest.raises(PolicyUnclear, match="Said twice near line 5: sealed_with"):
        load_policy(written(tmp_path, twice))


@pytest.mark.parametrize("text", ["", "crypto.WrappedKey:", "just words", "- a list"])
def test_policy_without_fields_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PolicyUnclear):
        load_policy(written(tmp_path, text))


def test_policy_reports_every_fault_at_once(tmp_path: Path) -> None:
    faulty = CLEAR.replace("leaves_as: none", "leaves_as: ''").replace("        owner: owner_id\n", "")
    with pytest.raises(PolicyUnclear) as refusal:
        load_policy(written(tmp_path, faulty))
    assert str(refusal.value).splitlines()[1:] == [
        "crypto.WrappedKey.id: `leaves_as` is empty",
        "crypto.WrappedKey.wrapped: does not say `owner`",
    ]


def test_policy_file_is_the_shipped_one_or_the_checkout_s(tmp_path: Path) -> None:
    package = tmp_path / "src" / "unhurried"
    assert policy_file(package) == tmp_path / "policy" / "fields.yaml"
    (package / "_policy").mkdir(parents=True)
    (package / "_policy" / "fields.yaml").touch()
    assert policy_file(package) == package / "_policy" / "fields.yaml"
