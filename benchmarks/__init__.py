"""How quick resurf is, beside the least that a program of its kind can be and beside programs of others."""
