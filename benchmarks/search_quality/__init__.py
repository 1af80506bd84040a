"""A hundred and forty judged queries: what must be found was written down by reading, before anything was tuned (`__main__`)."""
