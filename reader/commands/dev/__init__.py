"""``tezawari dev``: what each stage makes of a formula or a paper, for whoever works on the program."""
