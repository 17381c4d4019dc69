"""What to learn first for a concept, in an order that a teacher would go."""
