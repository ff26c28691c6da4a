project = "Page"
author = "Nobody"
extensions = [
    "extensions.answers",
    "extensions.figures",
    "extensions.languages",
    "extensions.wide",
    "extensions.downloads",
    "extensions.markup",
    "extensions.furo",
]
html_theme = "furo"
numfig = True
locale_dirs = ["locale"]
