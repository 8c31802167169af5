"""Which builder makes which piece; the names are those of the floor plan's pieces."""

from __future__ import annotations

from collections.abc import Callable

from .pieces import (
    backdrops,
    bar,
    cars,
    country,
    dressing,
    facades,
    hangings,
    houses,
    indoors,
    lamps,
    plants,
    roof,
    seating,
    storage,
    tables,
    town,
)
from .plan import Piece
from .workshop import Workshop

Builder = Callable[[Workshop, Piece], None]

PIECE_GROUP = "piece "
"""Prefix of the groups that become an object for each piece; the piece's id follows."""

BUILDERS: dict[str, Builder] = {
    "chair": seating.chair,
    "stool": seating.stool,
    "sofa": seating.sofa,
    "armchair": seating.armchair,
    "officeChair": seating.office_chair,
    "booth": seating.booth,
    "bench": seating.bench,
    "bed": seating.bed,
    "hospitalBed": seating.hospital_bed,
    "table": tables.table,
    "roundTable": tables.round_table,
    "coffeeTable": tables.table,
    "sideTable": tables.round_table,
    "gardenTable": tables.round_table,
    "desk": tables.desk,
    "schoolDesk": tables.school_desk,
    "counter": tables.counter,
    "shopCounter": tables.shop_counter,
    "barCounter": bar.bar_counter,
    "workbench": tables.workbench,
    "backBar": bar.back_bar,
    "wallCabinet": storage.wall_cabinet,
    "wallShelf": storage.wall_shelf,
    "fridge": storage.fridge,
    "sideboard": storage.sideboard,
    "dresser": storage.chest,
    "nightstand": storage.chest,
    "shelf": storage.shelf,
    "shopShelf": storage.shop_shelf,
    "wardrobe": storage.wardrobe,
    "filingCabinet": storage.filing_cabinet,
    "lockers": storage.lockers,
    "monitor": storage.monitor,
    "crates": storage.crates,
    "tyres": storage.tyres,
    "screen": indoors.screen,
    "stage": indoors.stage,
    "lectern": indoors.lectern,
    "piano": indoors.piano,
    "column": indoors.column,
    "plant": indoors.plant,
    "rug": indoors.rug,
    "floorLamp": lamps.floor_lamp,
    "tableLamp": lamps.table_lamp,
    "pendant": lamps.pendant,
    "ceilingPanel": lamps.ceiling_panel,
    "ceilingLight": lamps.ceiling_light,
    "chandelier": lamps.chandelier,
    "sconce": lamps.sconce,
    "candle": lamps.candle,
    "neonSign": lamps.neon_sign,
    "fireplace": lamps.fireplace,
    "picture": hangings.picture,
    "poster": hangings.poster,
    "clock": hangings.clock,
    "mirror": hangings.mirror,
    "television": hangings.television,
    "whiteboard": hangings.whiteboard,
    "noticeBoard": hangings.notice_board,
    "toolBoard": hangings.tool_board,
    "securityCamera": hangings.security_camera,
    "pipe": hangings.pipe,
    "radiator": hangings.radiator,
    "dressing": dressing.dressing,
    "carCabin": cars.car_cabin,
    "car": cars.car,
    "van": cars.van,
    "facade": facades.facade,
    "shopFront": facades.shop_front,
    "house": houses.house,
    "shed": houses.shed,
    "streetLamp": town.street_lamp,
    "bin": town.trash_bin,
    "dumpster": town.dumpster,
    "hydrant": town.hydrant,
    "sign": town.sign,
    "fireEscape": town.fire_escape,
    "road": town.road,
    "crossing": town.crossing,
    "track": town.track,
    "platformRoof": town.platform_roof,
    "train": town.train,
    "tree": plants.tree,
    "conifer": plants.conifer,
    "bush": plants.bush,
    "hedge": plants.hedge,
    "flowerBed": plants.flower_bed,
    "undergrowth": plants.undergrowth,
    "crops": plants.crops,
    "rock": country.rock,
    "log": country.log,
    "campfire": country.campfire,
    "fence": country.fence,
    "fountain": country.fountain,
    "well": country.well,
    "hayBale": country.hay_bale,
    "swing": country.swing,
    "parasol": country.parasol,
    "towel": country.towel,
    "path": country.path,
    "parapet": roof.parapet,
    "stairHouse": roof.stair_house,
    "waterTank": roof.water_tank,
    "airUnit": roof.air_unit,
    "stringLights": roof.string_lights,
    "treeLine": backdrops.tree_line,
    "hills": backdrops.hills,
    "sea": backdrops.sea,
    "skyline": backdrops.skyline,
}


def build_piece(w: Workshop, piece: Piece) -> None:
    """A piece at its place; a type this kit does not know becomes a plain box of its size."""
    x, y, z = piece.position
    # Each piece has its own stream, so that one changed piece leaves the others as they were.
    w.random = piece.random
    with w.at(x, y, z, piece.facing, group=PIECE_GROUP + piece.id):
        builder = BUILDERS.get(piece.type)
        if builder:
            builder(w, piece)
        else:
            colour = w.palette["wood"] if piece.colour is None else piece.colour
            w.box((0, 0, 0), (piece.width, piece.depth, piece.height), colour)
