"""What the pages look like, built from sources into `.data/static-src`: style sheet, script, drawings, fonts, map, icons.

`build.py` knows the steps and skips those whose output is newer than their input; each step is one module with
`build(target)`. Only `outline` is imported by other apps (the map draws the country from it).
"""
