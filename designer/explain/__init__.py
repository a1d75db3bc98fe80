"""Why does a layer have this shape and so many parameters? The arithmetic, without a window."""
