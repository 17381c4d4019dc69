"""What the parser knows of LaTeX, one row per sign or command."""
