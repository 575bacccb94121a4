"""parquet_arrow.py FILE_OR_FOLDER table.csv: Arrow reads what the CSV has, and finds the rows of a group in their order."""

import os
import sys

import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

from parquet_table import compare, is_divided

place, table = sys.argv[1:]
if os.path.isdir(place):
    files = [os.path.join(at, name) for at, _, names in os.walk(place) for name in names]
    read = dataset.dataset(files, format="parquet", partitioning="hive", partition_base_dir=place).to_table()
else:
    files = [place]
    read = parquet.read_table(place)
rows = [tuple(row.values()) for row in read.to_pylist()]
if os.path.isdir(place):
    is_divided(read.column_names, rows, "year", "org")
compare(read.column_names, [[("" if value is None else value) for value in row] for row in rows], table)
for file in files:
    opened = parquet.ParquetFile(file)
    group = opened.metadata.row_group(0)
    if group.column(0).compression != "ZSTD" or not group.sorting_columns:
        sys.exit(f"{file}: {group.column(0).compression}, sorted by {group.sorting_columns}")
    learners = opened.read_row_group(0).column("learner_id").to_pylist()
    if learners != sorted(learners):
        sys.exit(f"{file}: not sorted")
