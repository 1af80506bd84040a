"""`./dev bench`: the benchmarks, on a database of their own."""

from . import processes, surroundings


def bench(arguments: list[str]) -> int:
    """`benchmarks/` starts what it needs itself."""
    return processes.call(processes.python("-m", "benchmarks", *arguments), surroundings.environment())
