"""BAI2 records, read by the bai2 package with its integrity checks on, where banks write less than it expects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from bai2.constants import AsOfDateModifier, FundsType, GroupStatus
from bai2.exceptions import IntegrityException, NotSupportedYetException, ParsingException
from bai2.helpers import IteratorHelper
from bai2.models import Bai2File, Summary
from bai2.parsers import (
    AccountIdentifierParser,
    AccountParser,
    Bai2FileHeaderParser,
    Bai2FileParser,
    GroupHeaderParser,
    GroupParser,
    TransactionDetailParser,
)
from bai2.utils import parse_date

from customers.parsers.bank.bai_codes import type_code
from customers.parsers.errors import UnreadableFile


class ShortRecords:
    """Banks leave away empty fields at the end of a record, and write when money is available in ways of their own."""

    @classmethod
    def _parse_availability(cls, funds_type: FundsType | None, rest: list[str]) -> tuple[None, list[str]]:
        """Availability matters to nothing here: only its fields are passed over."""
        if funds_type == FundsType.distributed_availability_simple:
            return None, rest[3:]
        if funds_type == FundsType.value_dated:
            return None, rest[2:]
        if funds_type == FundsType.distributed_availability:
            return None, rest[1 + 2 * int(rest[0] or 0) :]
        return None, rest

    def _parse_fields_from_config(self, values: Sequence[str], fields_config: Sequence[Any]) -> dict[str, Any]:
        padded = [*values, *[""] * (len(fields_config) - len(values))]
        return super()._parse_fields_from_config(padded, fields_config)  # type: ignore[misc]


class DetailParser(ShortRecords, TransactionDetailParser):
    head_fields_config: ClassVar = [("type_code", type_code), ("amount", int), ("funds_type", FundsType)]


class AccountHeaderParser(ShortRecords, AccountIdentifierParser):
    summary_fields_config: ClassVar = [
        ("type_code", type_code),
        ("amount", int),
        ("item_count", int),
        ("funds_type", FundsType),
    ]

    def _parse_fields(self, record: Any) -> dict[str, Any]:
        """A record may break off within an item, and items may have a comma too many between them."""
        fields = [cell for _, row in record.rows for cell in row.removesuffix("/").split(",")]
        found = self._parse_fields_from_config(fields[:2], self.common_fields_config)
        rest, items = fields[2:], []
        while rest:
            if not rest[0].strip():
                rest = rest[1:]
                continue
            item = self._parse_fields_from_config(rest[:4], self.summary_fields_config)
            _, rest = self._parse_availability(item["funds_type"], rest[4:])
            items.append(Summary(**item))
        return {**found, "summary_items": items}


class AccountsParser(AccountParser):
    header_parser_class = AccountHeaderParser
    child_parser_class = DetailParser


class GroupStartParser(ShortRecords, GroupHeaderParser):
    # Banks write times in ways of their own; nothing here needs them.
    fields_config: ClassVar = [
        "ultimate_receiver_id",
        "originator_id",
        ("group_status", GroupStatus),
        ("as_of_date", parse_date),
        "as_of_time",
        "currency",
        ("as_of_date_modifier", AsOfDateModifier),
    ]


class GroupsParser(GroupParser):
    header_parser_class = GroupStartParser
    child_parser_class = AccountsParser


class FileStartParser(ShortRecords, Bai2FileHeaderParser):
    fields_config: ClassVar = [
        "sender_id",
        "receiver_id",
        "creation_date",
        "creation_time",
        "file_id",
        "physical_record_length",
        "block_size",
        ("version_number", int),
    ]


class FileParser(Bai2FileParser):
    header_parser_class = FileStartParser
    child_parser_class = GroupsParser


def read_records(text: str) -> Bai2File:
    """Raises UnreadableFile for another format, a record that cannot be read, and control totals that do not agree."""
    lines = [line for line in (line.strip() for line in text.split("\n")) if line]
    if not lines or not lines[0].startswith("01,"):
        raise UnreadableFile("The file is no BAI2 file: it does not begin with a file header (01).")
    if not lines[-1].startswith("99,"):
        raise UnreadableFile(
            "The BAI2 file ends without its file trailer (99): it is only a part; ask the bank for the whole one."
        )
    try:
        return FileParser(IteratorHelper(lines), check_integrity=True).parse()
    except IntegrityException as error:
        raise UnreadableFile(
            f"The BAI2 file's control totals do not agree with its records ({error}); ask the bank for the file again."
        ) from error
    except (ParsingException, NotSupportedYetException, ValueError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableFile(f"The BAI2 file cannot be read: {error}; ask the bank for the file again.") from error
