"""Whoever runs the tests may have rows, a profile and a library of their own: the tests do not see them."""

import os
import tempfile

os.environ["TEZAWARI_CONFIG"] = tempfile.mkdtemp(prefix="tezawari-tests-")
os.environ["TEZAWARI_DATA"] = tempfile.mkdtemp(prefix="tezawari-tests-")
os.environ.pop("TEZAWARI_GLOSSARY", None)
os.environ.pop("TEZAWARI_CORRECTIONS", None)
os.environ.pop("TEZAWARI_COURSE", None)
