"""Forms of chance, of fading and of steps: what their algebra makes certain, each with what only looks like it."""
