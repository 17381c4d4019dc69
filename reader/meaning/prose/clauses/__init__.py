"""What the grammar of a clause makes of the words before a formula."""
