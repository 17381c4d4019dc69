"""The reader's own files: profile, corrections, settings; each is set aside where it is broken."""
