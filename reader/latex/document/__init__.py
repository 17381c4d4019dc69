"""Bundle -> Document: sections, labels, numbers, displays and prose.

``walk`` is the loop over a paper's tokens. ``listing`` collects its formulas with their numbers, ``prose`` its text.
``document`` runs one pass over the whole paper.
"""
