"""From a figure down to the delivered rows that add up to it, and from a file or voucher up to its figures."""
