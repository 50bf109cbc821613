"""Quotes: offers in versions, with approval of discounts, a document, a link for the customer, and an
answer.
"""
