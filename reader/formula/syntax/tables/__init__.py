"""What the parser knows of LaTeX, a row per sign or command."""
