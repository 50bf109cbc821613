"""Import as one mechanism: a service declares targets, the chassis reads, maps, previews, runs and resumes.

A person uploads a CSV, XLSX or vCard file (`layouts` finds out what it is), says which column is which field
(`headers` suggests it), looks at a preview and starts it. The worker (`running`) reads rows, cleans each
cell by the field it is mapped to, and hands chunks to the target: each chunk is one transaction together
with the checkpoint, so that a kill at any moment resumes exactly there. A bad cell costs that cell, a bad
row that row; both are told in a file. Everything one import writes carries its id as `cause_id`.

A service declares its objects in `declaration.Importing`; `models` has the columns of its tables.
"""
