# DuckDB, Arrow and Sail, three readers of Parquet that have nothing in common: one file, and a folder divided by year and organization.
source "$ROOT/tests/interop/support.sh"
python_packages duckdb==2.0.1 pyarrow==26.0.1 pysail==0.7.2 pyspark-client==4.0.1

cohort 24 records
export="$BEDSIDE --data records export --format"
$export parquet -o completions.parquet 2>told
$export parquet --attempts -o attempts.parquet 2>>told
$export parquet -o lake/ 2>>told
$export csv -o completions.csv 2>>told
$export csv --attempts -o attempts.csv 2>>told

for reader in duckdb arrow sail; do
    claim "$reader reads the completions as the CSV has them" "$PYTHON" "$ROOT/tests/interop/parquet_$reader.py" completions.parquet completions.csv
    claim "$reader reads the attempts as the CSV has them" "$PYTHON" "$ROOT/tests/interop/parquet_$reader.py" attempts.parquet attempts.csv
    claim "$reader reads the divided folder, year and organization as columns" "$PYTHON" "$ROOT/tests/interop/parquet_$reader.py" lake completions.csv
done
