"""Lists of past certificates as files: tables, cells, scans and what may be wrong with them.

Pure but for `rows.py`, which asks the registers. What is done with a list: `services/past.py`
(what people do) and `services/past_work.py` (what a worker does).
"""
