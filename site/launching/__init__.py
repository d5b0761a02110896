"""How a checkout is installed, started, tested and backed up. Standard library only.

Found as `launching`, never below another name: the folder `site/` is no package.
"""
