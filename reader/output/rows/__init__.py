"""A reading as plain data, for the JSON and the page alike."""
