"""Which files the figures of the pack rest on."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Part, Spec, count, money, text

DELIVERIES = Spec(
    "deliveries",
    "delivery",
    (),
    Layout(
        """
        select *, substr(file_sha256, 1, 12) as sha256_start from published.delivery
        where association_code in (select unnest($associations))
        order by association_code, source, file_name, file_sha256
        """,
        (
            text("source", "source"),
            text("file_name"),
            text("status", "delivery_status"),
            count("rows_in"),
            count("rows_read"),
            count("rows_quarantined"),
            money("control_total_sek"),
            text("sha256_start"),
        ),
    ),
    part=Part.WHOLE_YEAR,
)
