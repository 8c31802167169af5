"""Materials, lamps, cameras, worlds and render settings, by command."""
