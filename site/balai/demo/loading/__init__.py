"""Loading the demo, one subject a module, in the order of `load_demo`."""
