"""Rows by the million, to see what pages cost in a district, a province, a country."""
