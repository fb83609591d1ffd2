"""The one module that imports Great Expectations: four seconds, so only when something has to be checked."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

from finsam.checks.suites import Expectation, Suite

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

_POSITIONS = {"result_format": "COMPLETE", "exclude_unexpected_values": True}
_COUNTS = {"result_format": "BASIC", "partial_unexpected_count": 0}
_SITE = "local"
_TOLD = frozenset({"min_value", "max_value", "value_set", "regex", "row_condition"})


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

    def check(self, suite: Suite, rows: pa.Table) -> dict[str, list[int] | None]:
        """Check the rows of one raw table.

        Returns:
            Name of each expectation that does not hold -> the positions of the rows it does not hold for, None where
            that cannot be told. No value of any row is in the result.
        """
        batch = self._definition(suite.name).get_batch({"dataframe": _frame(rows)})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # row conditions as text: a controller can read them
            results = batch.validate(self._suite("suite", suite.expectations), result_format=_POSITIONS).results
        return {
            str(result.expectation_config.meta["name"]): _positions(result.result)
            for result in results
            if not result.success
        }

    def document(self, folder: Path, tables: dict[str, tuple[Suite, pa.Table]]) -> Path:
        """Write Data Docs of suites and their rows: rules, counts and words, no value of any row.

        Returns:
            The page to begin with.
        """
        store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
        index = {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False}
        site: Any = {
            "class_name": "SiteBuilder",
            "store_backend": store,
            "site_index_builder": index,
            "show_how_to_buttons": False,
        }
        self._context.add_data_docs_site(_SITE, site)
        for name, (suite, rows) in tables.items():
            stored = self._context.suites.add(self._suite(name, suite.expectations))
            definition = self._gx.ValidationDefinition(
                name=name, data=self._definition(f"{name}_documented"), suite=stored
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                self._context.validation_definitions.add(definition).run(
                    batch_parameters={"dataframe": _frame(rows)}, result_format=_COUNTS
                )
        self._context.build_data_docs(site_names=[_SITE])
        return folder / "index.html"

    def _definition(self, name: str) -> Any:
        asset = self._source.add_dataframe_asset(f"{name}_{len(self._source.assets)}")
        return asset.add_batch_definition_whole_dataframe("all")

    def _suite(self, name: str, expectations: tuple[Expectation, ...]) -> Any:
        from great_expectations.expectations.expectation_configuration import (  # noqa: PLC0415
            ExpectationConfiguration,
        )

        # of two rules of one kind about one column, adding them one by one would keep only the second
        rules = [
            ExpectationConfiguration(
                type=rule.kind, kwargs=dict(rule.arguments), meta={"name": rule.name}, description=_words(rule)
            ).to_domain_obj()
            for rule in expectations
        ]
        return self._gx.ExpectationSuite(name=name, expectations=rules)


def _words(rule: Expectation) -> str:
    """The rule as a sentence, what it demands, how bad it is and what to do."""
    demands = ", ".join(f"{name} {value}" for name, value in rule.arguments.items() if name in _TOLD)
    about = ", ".join(rule.columns)
    return f"{rule.name.replace('_', ' ')} ({about}{': ' * bool(demands)}{demands}). {rule.severity}: " + (
        f"{rule.message_sv} / {rule.message_en}"
    )


def _frame(rows: pa.Table) -> Any:
    import pandas as pd  # noqa: PLC0415

    return rows.to_pandas(types_mapper=pd.ArrowDtype)


def _positions(result: dict[str, Any]) -> list[int] | None:
    found = result.get("unexpected_index_list")
    return None if found is None else [int(position) for position in found]
