"""Objects of any kind, by command."""
