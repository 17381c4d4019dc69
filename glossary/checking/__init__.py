"""Every fault of every row, in one sentence each."""
