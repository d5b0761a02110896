"""An app of somebody else whose offline.py cannot be imported."""
