"""How dates and numbers are written and read, by language (FORMAT_MODULE_PATH).

Django's own files disagree with each other and with us: bs has no input formats, sr names months in ekavian, en is
American. `ours.py` holds what bs, hr, sr-latn and sr share.
"""
