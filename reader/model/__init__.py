"""Every value that flows from stage to stage, frozen."""
