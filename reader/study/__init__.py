"""What is made on demand from a finished reading."""
