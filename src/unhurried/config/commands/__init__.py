"""What `unhurried` can be asked to do on its own machine."""
