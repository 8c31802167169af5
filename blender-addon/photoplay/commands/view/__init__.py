"""What the window shows, pictures of it, and the playhead."""
