"""The command line: arguments in, exit codes out.

`main` has the commands on manuscripts, `imposing` and `finished_files` those on finished files.
No book logic: every command calls one function of `pipeline`, `proof` or the stages.
"""
