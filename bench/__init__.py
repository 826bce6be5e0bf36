"""The benchmark: CPU time and memory of whole runs, each beside a bare baseline. ``python -m bench [SUITE]…`` runs it.

Audits are measured against the ideal that the waits of their calls allow, on a local AWS endpoint in another process.

Nothing here is asserted: the figures are those of the machine it runs on. Ratios to a baseline that does the least
that must be done carry over, so the targets are set for them and printed beside them.
"""
