"""``tezawari annotate``: its arguments, and what it says while many papers are read."""
