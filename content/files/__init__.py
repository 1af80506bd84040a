"""Files that people attach: what is taken, what becomes of it, where it lies.

`pictures` and `documents` judge by content and know nothing of disks, `store` knows nothing of content.
All of them refuse with `refusals.Refused`, which says why in words for people.
"""
