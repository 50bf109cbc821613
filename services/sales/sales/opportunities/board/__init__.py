"""The board: a pipeline's stages as columns, and the open deals in them as cards."""
