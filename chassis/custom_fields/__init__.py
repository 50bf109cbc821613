"""Fields that an organisation adds to a service's objects, without a line of code or DDL at run time.

A service joins with its two tables and one declaration, and includes `chassis.custom_fields.routes`:

    class CustomField(FieldDefinition, Record): __tablename__ = "custom_field"
    class CustomValue(FieldValue, Base): __tablename__ = "custom_value"
    class Note(WithCustomFields, Record): ...
    CUSTOM = declare("notes", CustomFields(CustomField, CustomValue, {"note": Customised(Note, ...)}, ...))

Values live in the row's JSONB column `custom` ({key: value}, empty ones are absent), which one read gives.
The table of values is their typed index: filters and sorts read it, unique fields have their unique index
there. Every flush of the ORM keeps it, and what is computed, up to date (`recording`); whoever writes past
the ORM calls `Fields.computed` and `indexing.write`.

In change rows, edits, masks, filters, sorts, columns of imports and exports a field is `custom.<key>`: a
change row's before and after hold one flat entry for each key that changed, null where it was empty. To put
an old value back, merge it into the column: `record.custom = merged(record.custom, {"key": value})`.
"""
