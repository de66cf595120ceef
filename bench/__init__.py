"""Benchmarks. `python -m bench` runs all of them and writes bench/out/latest.json; each also runs alone."""
