"""Words that the letters of a spelling stand for, where the prose has them."""
