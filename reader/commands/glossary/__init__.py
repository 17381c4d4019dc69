"""``tezawari glossary``: rows checked, tried out, searched, written."""
