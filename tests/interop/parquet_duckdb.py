"""parquet_duckdb.py FILE_OR_FOLDER table.csv: DuckDB reads what the CSV has."""

import os
import sys

import duckdb

from parquet_table import compare, is_divided

place, table = sys.argv[1:]
where = f"read_parquet('{place}/**/*.parquet', hive_partitioning = true)" if os.path.isdir(place) else f"'{place}'"
duckdb.sql("set timezone = 'UTC'")
read = duckdb.sql(f"select * from {where}")
rows = read.fetchall()
if os.path.isdir(place):
    is_divided(read.columns, rows, "year", "organization")
    # The folder names the organization; nobody has one here, and the folder of nobody reads as none.
    place = read.columns.index("organization")
    rows = [[*row[:place], row[place] or "", *row[place + 1 :]] for row in rows]
compare(read.columns, rows, table)
