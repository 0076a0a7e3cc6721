"""What people and programs read, made from the data of ``core``: no clock, no file."""
