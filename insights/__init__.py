"""Owns: the public figures of the whole platform, `/statistika/`: what stands on the site by month and place, who took part by
gender where that is known, what became of conclusions, what the project says of itself. Each as a sentence, a picture, a
table and a file.

Does not own: what is counted. It reads every room and has no tables; no room imports it.
"""
