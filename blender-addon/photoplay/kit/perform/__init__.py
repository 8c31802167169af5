"""Actors perform: poses, walks, looks, speech and actions of a `Performance`, baked as keyframes on a
character.

`perform` keys one actor, `perform_prop` lets a prop lie or follow a hand, `pose_frames` says which frames to
key, a `Window` what is done in some of them.
"""

from .bake import perform, pose_frames
from .prop import perform_prop
from .rows import Window

__all__ = ["Window", "perform", "perform_prop", "pose_frames"]
