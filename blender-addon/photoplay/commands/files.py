"""What comes from other files and goes to them."""

from __future__ import annotations

from . import files_assets, files_exchange
from .batch import Command

COMMANDS: dict[str, Command] = {
    "asset.append": files_assets.append,
    "asset.link": files_assets.link,
    "file.import": files_exchange.bring_in,
    "file.export": files_exchange.write_out,
}
