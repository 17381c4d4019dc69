"""How Sphinx makes the site (``build.py`` beside this file). Nothing in it asks the network."""

from __future__ import annotations

import reader

project = "Tezawari"
html_show_copyright = False
release = version = reader.__version__
root_doc = "index"
extensions = ["myst_parser", "sphinx.ext.autodoc"]

myst_heading_anchors = 4  # as links to headings are written for GitHub
myst_enable_extensions = ["html_image"]

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_class_signature = "separated"
python_use_unqualified_type_names = True
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "alabaster"
html_theme_options = {"fixed_sidebar": True, "page_width": "70rem", "sidebar_width": "17rem"}
html_copy_source = html_show_sourcelink = False
