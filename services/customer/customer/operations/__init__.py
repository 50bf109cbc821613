"""Operations on many customers and contacts: bulk edits, and the undo of them, of imports and assignments."""
