"""What the app knows of its visitor: address, words, inventory."""
