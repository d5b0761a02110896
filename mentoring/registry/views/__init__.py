"""What coordinators see of the registers (Wagtail admin)."""
