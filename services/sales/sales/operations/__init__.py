"""Operations on many leads and opportunities: bulk edits, and the undo of them and of imports."""
