"""A command does not wait for pandas, and whatever needs it still finds it."""

import subprocess
import sys

CODE = """
import sys
from stik_cli.arrow_alone import spare_pandas

spare_pandas()
import pyarrow as pa

pa.array([1, 2]).to_numpy()
assert "pandas" not in sys.modules
import pandas

print(pandas.DataFrame({"n": [1]})["n"][0])
"""


def test_arrow_makes_its_arrays_without_pandas_which_is_found_later():
    answer = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "1\n"
