"""A reading for other programs: questions about papers, answered in bounded pieces, over the Model Context Protocol."""
