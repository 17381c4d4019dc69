"""From one line to the next: what changed, which rule leads there, and whether both sides give the same numbers.

``chains`` finds the lines of a paper, ``difference`` says what of one stands in place of what in the other, ``steps``
is the table of rules with which ``explaining`` names a step, ``agreement`` puts numbers in.
"""
