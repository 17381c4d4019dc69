"""Bundle -> Document: sections, labels, numbers, displays and prose.

``walk`` is the loop over a paper's tokens, ``listing`` keeps them with their numbers, ``prose`` keeps the text, and
``document`` walks through the whole paper.
"""
