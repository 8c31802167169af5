"""Bone weights of the trunk as a function of position, so that every fold, lining and collar gets the same
answer as its neighbour."""

from __future__ import annotations

import numpy as np

from .maths import Floats, smoothstep
from .mesh import MeshSink
from .proportions import Body


def weigh_torso(sink: MeshSink, body: Body, points: Floats, skirt: bool) -> Floats:
    """Weights (n, bones) of points in metres; `skirt` spreads the thighs' pull as over one cloth."""
    x, _, z = points.T
    level, height, count = body.levels, body.height, len(points)
    spine = smoothstep(level["spine"] - 0.035 * height, level["spine"] + 0.045 * height, z)
    chest = smoothstep(level["chest"] - 0.05 * height, level["chest"] + 0.04 * height, z)
    neck = smoothstep(level["neck"] - 0.012 * height, level["neck"] + 0.02 * height, z)
    head = smoothstep(level["neck"] + 0.03 * height, level["neck"] + 0.06 * height, z)
    if skirt:
        thigh = smoothstep(level["hip"] + 0.04 * height, level["crotch"] - 0.05 * height, z)
        left = smoothstep(-0.048 * height, 0.048 * height, x)
    else:
        thigh = smoothstep(level["hip"] + 0.035 * height, level["crotch"] - 0.03 * height, z)
        left = smoothstep(-0.02 * height, 0.02 * height, x)
    hips = 1 - spine
    weights = sink.weights(
        count,
        hips=hips * (1 - thigh),
        spine=spine * (1 - chest),
        chest=chest * (1 - neck),
        neck=neck * (1 - head),
        head=head * neck,
        thigh_L=hips * thigh * left,
        thigh_R=hips * thigh * (1 - left),
    )
    outward, reach = np.abs(x), body.shoulder_x
    near_arm = smoothstep(level["shoulder"] - 0.085 * height, level["shoulder"] - 0.01 * height, z)
    clavicle = smoothstep(0.35 * reach, 0.95 * reach, outward) * near_arm * (1 - neck) * 0.75
    weights = _give(sink, weights, clavicle, x, "shoulder")
    arm = smoothstep(level["shoulder"] - 0.075 * height, level["shoulder"] - 0.035 * height, z)
    arm = smoothstep(0.72 * reach, 1.12 * reach, outward) * arm * 0.55
    return _give(sink, weights, arm, x, "upper_arm")


def _give(sink: MeshSink, weights: Floats, share: Floats, x: Floats, bone: str) -> Floats:
    """Move a share of each weight to a bone of the point's own side."""
    sides = {f"{bone}_L": share * (x > 0), f"{bone}_R": share * (x <= 0)}
    return weights * (1 - share)[:, None] + sink.weights(len(x), **sides)
