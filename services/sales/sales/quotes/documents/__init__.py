"""The documents of quotes: PDFs in the customer's language, made by a worker."""
