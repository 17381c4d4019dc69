"""What the text says: sentences, noun phrases and the definitions in them."""
