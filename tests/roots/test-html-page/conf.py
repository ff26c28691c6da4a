project = "Page"
author = "Nobody"
extensions = ["extensions.html"]
html_theme = "furo"
numfig = True
locale_dirs = ["locale"]
