project = "Every Node"
author = copyright = "The Authors"
version = release = "2.5"
language = "en"
extensions = ["myst_parser", "sphinx_typst_book"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist", "substitution"]
myst_footnote_transition = False
myst_substitutions = {"swap": "swapped words"}
numfig = True
nitpicky = True
