"""The film's own commands: what a screenplay's scene is staged with."""
