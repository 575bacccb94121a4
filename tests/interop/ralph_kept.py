"""What Ralph has in its file: ralph_kept.py FILE prints how many statements, how many ids, and how many of each verb."""

import collections
import json
import sys

with open(sys.argv[1], encoding="utf-8") as lines:
    statements = [json.loads(line) for line in lines if line.strip()]
verbs = collections.Counter(statement["verb"]["id"].rsplit("/", 1)[-1] for statement in statements)
print(len(statements), len({statement["id"] for statement in statements}), dict(sorted(verbs.items())))
