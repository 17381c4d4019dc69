"""A formula running on small numbers: content tree and shapes -> plan -> NumPy and JavaScript.

``kinds`` says what every name is, ``sizes`` how large things are here, ``planner`` makes the plan, ``numpy_code`` and
``javascript_code`` print it, ``execution`` runs it. What cannot run raises :class:`~.refusal.Refusal` with its reason.
"""
