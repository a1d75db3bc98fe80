"""Why does a layer give this shape and have so many parameters? The arithmetic, without a window."""
