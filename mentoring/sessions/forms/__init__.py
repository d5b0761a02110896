"""What people fill in. Forms speak in last days included; services in half-open ones."""
