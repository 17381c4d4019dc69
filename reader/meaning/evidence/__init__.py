"""What a paper shows about its symbols: what its author states, names and mentions, and where."""
