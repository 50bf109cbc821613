"""Export as one mechanism: a row with a state, a worker that streams rows into a file.

A service declares what can be exported in `declaration.Exporting`; `writing` makes the file, `running`
is the worker's part.
"""
