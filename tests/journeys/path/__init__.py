"""The path from a lesson to a certificate that anybody can check, one module for each step."""
