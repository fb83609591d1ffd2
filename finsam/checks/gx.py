"""The one module that imports Great Expectations: four seconds, so only when something has to be checked."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

from finsam.checks.suites import Expectation, Suite

if TYPE_CHECKING:
    import pyarrow as pa

_BOOLEAN = {"result_format": "BOOLEAN_ONLY"}
_COUNTS = {"result_format": "BASIC", "partial_unexpected_count": 0}


class Checker:
    """An ephemeral Great Expectations context: nothing is stored, nothing is sent."""

    def __init__(self) -> None:
        """Start the context."""
        os.environ["GX_ANALYTICS_ENABLED"] = "False"
        os.environ["DO_NOT_TRACK"] = "1"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import great_expectations  # noqa: PLC0415

        self._gx = great_expectations
        self._context = great_expectations.get_context(mode="ephemeral")
        self._context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
        self._source = self._context.data_sources.add_pandas("raw")

    def check(self, suite: Suite, rows: pa.Table) -> dict[str, tuple[bool, int | None]]:
        """Check the rows of one raw table.

        Returns:
            Expectation name -> whether it holds, and how many rows it does not hold for (None when that is not a
            count of rows). No value of any row is in the result.
        """
        import pandas as pd  # noqa: PLC0415

        frame = rows.to_pandas(types_mapper=pd.ArrowDtype)
        asset = self._source.add_dataframe_asset(f"{suite.name}_{len(self._source.assets)}")
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # row conditions as text: a controller can read them
            return self._outcome(batch, suite)

    def _outcome(self, batch: Any, suite: Suite) -> dict[str, tuple[bool, int | None]]:
        held = self._validate(batch, suite.expectations, _BOOLEAN)
        outcome: dict[str, tuple[bool, int | None]] = {name: (result.success, 0) for name, result in held.items()}
        failed = [expectation for expectation in suite.expectations if not held[expectation.name].success]
        for name, result in (self._validate(batch, failed, _COUNTS) if failed else {}).items():
            outcome[name] = (False, result.result.get("unexpected_count"))
        return outcome

    def _validate(self, batch: Any, expectations: Any, result_format: dict[str, Any]) -> dict[str, Any]:
        from great_expectations.expectations.expectation_configuration import (  # noqa: PLC0415
            ExpectationConfiguration,
        )

        suite = self._gx.ExpectationSuite(name="suite")
        for expectation in expectations:
            suite.add_expectation_configuration(_configuration(ExpectationConfiguration, expectation))
        results = batch.validate(suite, result_format=result_format).results
        return {result.expectation_config.meta["name"]: result for result in results}


def _configuration(make: Any, expectation: Expectation) -> Any:
    return make(type=expectation.kind, kwargs=dict(expectation.arguments), meta={"name": expectation.name})
