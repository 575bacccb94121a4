"""parquet_sail.py FILE_OR_FOLDER table.csv: Sail, which speaks Spark's protocol, reads what the CSV has."""

import os
import sys

from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession

from parquet_table import compare, is_divided

place, table = sys.argv[1:]
server = SparkConnectServer()
server.start(background=True)
_, port = server.listening_address
spark = SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
os.environ["TZ"] = "UTC"
read = spark.read.parquet(os.path.abspath(place))
rows = [tuple(row) for row in read.collect()]
if os.path.isdir(place):
    is_divided(read.columns, rows, "year", "org")
compare(read.columns, rows, table)
spark.stop()
server.stop()
