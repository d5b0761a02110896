"""A release on paper: booklet, wall sheet and paper check, from what the release kept.

Nothing here asks the live pages or any other host. WeasyPrint is imported only when
something is printed.
"""
