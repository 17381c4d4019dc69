"""A reading in each form in which it is shown."""
