"""A formula in words: read aloud, and taken apart step by step."""
