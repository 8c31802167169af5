"""What comes from other files and goes to them."""

from __future__ import annotations

from ..stage.batch import Command
from . import assets as files_assets
from . import exchange as files_exchange

COMMANDS: dict[str, Command] = {
    "asset.append": files_assets.append,
    "asset.link": files_assets.link,
    "file.import": files_exchange.bring_in,
    "file.export": files_exchange.write_out,
}
