"""Lists that come as a file: how it is read, what its cells mean, what each kind of list makes.

`tables` reads CSV and XLSX, `cells` the text of one cell, `kinds` knows the columns of groups,
members and census, `templates` writes an empty file to fill in, `problems` the sentences.
"""
