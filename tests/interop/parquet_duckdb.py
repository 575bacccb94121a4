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
    is_divided(read.columns, rows, "year", "org")
compare(read.columns, rows, table)
