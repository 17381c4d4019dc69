"""arXiv identifier -> metadata and cached source. The only room that uses the network."""
