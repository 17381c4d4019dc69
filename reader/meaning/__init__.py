"""What symbols mean: prose read, blocks recognised, symbols linked to the glossary with their reasons."""
