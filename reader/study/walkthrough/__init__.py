"""Read with me: a formula folded until it fits one line, and the few sentences that take it apart."""
