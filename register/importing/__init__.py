"""The register as CSV files, in and out: what stands in `register/data/` and what an export writes.

`tables` says which columns a file has and what may stand in a cell (`cells`); `records` says which rows of the
database those are; `mapping` turns the one into the other, in both directions. An import is `reading` (files to rows),
`plan` (rows to what would change, with every problem named) and `writing` (all of it or nothing).
"""
