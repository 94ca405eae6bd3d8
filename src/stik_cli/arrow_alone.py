"""Arrow without pandas: a command needs no data frame, and need not wait for one."""

import sys


class _NoPandas:
    """Finds no pandas, though it is there."""

    def find_spec(self, name: str, *_: object) -> None:
        """Return nothing of any module, and refuse pandas."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def spare_pandas() -> None:
    """Let Arrow find no pandas, if it has not looked yet.

    Arrow imports pandas as soon as it makes its first array, which is a fifth of what
    `stik ask` costs on a small workspace. It looks once; what else needs pandas later
    still finds it.
    """
    if "pyarrow" in sys.modules or "pandas" in sys.modules:
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        import pyarrow as pa  # noqa: PLC0415 - only now it may look

        pa.array([0])
    finally:
        sys.meta_path.remove(finder)
