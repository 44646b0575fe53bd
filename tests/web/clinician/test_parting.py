"""Somebody ends their part: bodies at once, and no page of anybody's until the clinician closes it."""

from tests.people import World, pages_follow, with_people
from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.homework import services as homework
from unhurried.people.models import Participation
from unhurried.people.queries import relationships_of

pytestmark = with_people


def ends_part(world: World, name: str) -> Participation:
    client = world.client(name)
    (relationship,) = relationships_of(client, now=world.now)
    homework.leave_relationship(world.act(name), client=client, relationship=relationship, keyring=world.keys)
    return Participation.objects.get(relationship=relationship, client=client)


def closes(world: World, name: str, part: Participation, of: str = "Hana") -> int:
    """Knowing of every concern of theirs that is open."""
    url, client = f"/clinician/relationships/{part.relationship_id}/close/", world.client(of)
    known = [str(concern) for concern in unanswered_concerns_of(client.pk)]
    return world.browser(name).post(url, {"client": str(client.pk), "known": known}).status_code


def seen_by(world: World, name: str) -> bytes:
    return world.browser(name).get("/c/together/").content


def test_ended_part_shows_on_nobodys_page_until_the_posting_after_it_was_closed(world: World) -> None:
    def named() -> list[bool]:
        pairs = (("Gus", "You and Hana"), ("Hana", "You and Gus"))
        return [words in seen_by(world, name).decode() for name, words in pairs]

    before, part = named(), ends_part(world, "Hana")
    ended, status = named(), closes(world, "Eli", part)
    closed = named()
    pages_follow()
    assert (before, ended, status, closed) == ([True, True], [True, True], 302, [True, True])
    assert named() == [False, False]


def test_only_an_ended_part_can_be_closed_and_only_by_their_own_clinician(world: World) -> None:
    part = Participation.objects.get(client=world.client("Hana"))
    closes(world, "Eli", part)
    assert Participation.objects.get(pk=part.pk).left_at is None
    part = ends_part(world, "Hana")
    assert closes(world, "Cleo", part) == 404
    assert Participation.objects.get(pk=part.pk).left_at is None


def test_clinician_finds_it_on_the_relationships_page(world: World) -> None:
    part = ends_part(world, "Hana")
    page = world.browser("Eli").get(f"/clinician/relationships/{part.relationship_id}/").content.decode()
    assert "Nobody else is told, and no page has changed." in page
