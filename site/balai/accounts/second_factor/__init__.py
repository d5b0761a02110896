"""The second thing beside the password for those who could do much harm: codes from a phone."""
