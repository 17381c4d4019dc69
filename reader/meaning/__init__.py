"""What symbols mean: definitions found in prose, and links to the glossary with their reasons."""
