"""Actors perform: poses, walks, looks, speech and actions of a `Performance`, baked as keyframes on a
character.

`perform` keys one actor, `perform_prop` lets a prop lie or follow a hand, `pose_frames` says which frames to
key.
"""

from .bake import perform, pose_frames
from .prop import perform_prop

__all__ = ["perform", "perform_prop", "pose_frames"]
