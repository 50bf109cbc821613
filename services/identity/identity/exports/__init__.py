"""Export of the audit trail; its columns stand in `audit.exporting`."""
