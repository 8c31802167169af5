"""What a person changes by hand on what was staged: marked, noticed, told."""
