"""Discount limits: how much of the price may be given away without anybody's approval."""
