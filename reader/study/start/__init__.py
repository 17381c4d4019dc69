"""The one to three formulas that carry a paper, each with the grounds for saying so."""
