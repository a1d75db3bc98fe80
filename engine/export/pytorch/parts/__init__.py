"""What do exported PyTorch programs bring along? Definitions that are copied into them as text.

Nothing here is imported by the engine: `library` cuts out what a program needs.
"""
