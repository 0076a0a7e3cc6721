"""YAML to a checklist, or every mistake with its place."""
