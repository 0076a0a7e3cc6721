"""The rules, pure: no clock, no file, no print, nothing but the standard library."""
