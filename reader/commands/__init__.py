"""The commands that are more than a few lines: each module adds its own to the command line."""
