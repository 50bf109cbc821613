"""Operations: acts on many records under one cause, previewed, followed, and undone from the change rows.

A service declares its things (what records are loaded, compared and written) and its kinds of operations;
routes, jobs, conflicts and undo come from here. Start reading at `declaration.py`, then `undoing.py`.
"""
