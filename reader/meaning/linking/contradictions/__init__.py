"""Words about a letter beside what the letter must be where it stands."""
