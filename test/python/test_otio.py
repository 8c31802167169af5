"""The cut's interchange file, read by OpenTimelineIO itself."""

from pathlib import Path

import opentimelineio as otio
import pytest

GOLDEN = Path(__file__).parent.parent / "golden" / "edit.otio"


@pytest.fixture(scope="module")
def timeline() -> otio.schema.Timeline:
    read = otio.adapters.read_from_file(str(GOLDEN))
    assert isinstance(read, otio.schema.Timeline)
    return read


def test_every_part_is_a_schema_the_reader_knows(timeline: otio.schema.Timeline) -> None:
    found = timeline.find_children(descended_from_type=otio.core.Composable)
    names = {type(item).__name__ for item in found}
    assert names == {"Track", "Clip", "Gap", "Transition"}


def test_picture_and_dialogue_are_tracks_that_fit_the_film(timeline: otio.schema.Timeline) -> None:
    kinds = [(track.name, track.kind) for track in timeline.tracks]
    assert kinds == [("Picture", "Video"), ("Dialogue 1", "Audio"), ("Dialogue 2", "Audio")]
    picture = timeline.tracks[0].duration()
    assert all(track.duration() <= picture for track in timeline.tracks)


def test_clips_stay_within_their_media_and_transitions_within_their_handles(
    timeline: otio.schema.Timeline,
) -> None:
    track = timeline.tracks[0]
    for clip in track.find_clips():
        media, used = clip.available_range(), clip.trimmed_range()
        assert used.start_time >= media.start_time
        assert used.end_time_exclusive() <= media.end_time_exclusive()
    transitions = [item for item in track if isinstance(item, otio.schema.Transition)]
    assert [item.transition_type for item in transitions] == ["SMPTE_Dissolve", "Custom_Transition"]
    for transition in transitions:
        before, after = track.neighbors_of(transition)
        tail = before.available_range().end_time_exclusive() - before.trimmed_range().end_time_exclusive()
        head = after.trimmed_range().start_time - after.available_range().start_time
        assert transition.out_offset <= tail
        assert transition.in_offset <= head


def test_lines_of_the_script_are_markers_on_the_shots(timeline: otio.schema.Timeline) -> None:
    shots = [clip for clip in timeline.tracks[0].find_clips() if clip.markers]
    assert [clip.name for clip in shots] == ["1.01", "1.02", "2.01", "2.02", "3.01", "3.02"]
    assert shots[0].markers[0].name == "script 2–3"
    assert shots[0].media_reference.target_url == "takes/1.01.mp4"


def test_the_document_survives_a_round_trip(timeline: otio.schema.Timeline) -> None:
    text = otio.adapters.write_to_string(timeline)
    again = otio.adapters.read_from_string(text)
    assert again.is_equivalent_to(timeline)
