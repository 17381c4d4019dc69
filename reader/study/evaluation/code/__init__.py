"""A plan as code: NumPy and JavaScript that run it, and NumPy, PyTorch and JavaScript to read."""
