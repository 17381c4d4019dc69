"""From an arXiv identifier to metadata and cached source. The only room that opens a connection or waits for one."""
