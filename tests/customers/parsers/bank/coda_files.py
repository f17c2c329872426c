"""A made-up CODA statement, field by field."""

from __future__ import annotations


def header() -> str:
    return "0000002032672505".ljust(24) + "1".ljust(10) + "WIJ NV".ljust(26) + "KREDBEBB".ljust(67) + "2"


def old_balance(amount: str, *, account: str = "BE68539007547034", structure: str = "2") -> str:
    return f"1{structure}007" + account.ljust(34) + "EUR" + amount + "010326" + "WIJ NV".ljust(61) + "001"


def new_balance(amount: str, *, account: str = "BE68539007547034") -> str:
    return "8007" + account.ljust(34) + "EUR" + amount + "020326" + " " * 64 + "0"


def trailer(records: int, *, debit: str = "000000000000000", credit: str = "000000000000000") -> str:
    return "9".ljust(16) + f"{records:06}" + debit + credit + " " * 75 + "2"


def movement(
    amount: str, *, code: str = "00150000", text: str = "", sequence: str = "0001", detail: str = "0000"
) -> str:
    """`text`: with its leading 0 (free) or 1 (structured)."""
    start = f"21{sequence}{detail}" + "REF-1".ljust(21) + amount + "020326" + code
    return start + text.ljust(54) + "020326" + "007" + "11 0"


def second(text: str = "", *, customer: str = "", returned: str = "") -> str:
    return "2200010000" + text.ljust(53) + customer.ljust(35) + " " * 14 + returned.ljust(5) + " " * 8 + "1 0"


def third(account: str, name: str, text: str = "") -> str:
    return "2300010000" + account.ljust(34) + "EUR" + name.ljust(35) + text.ljust(43) + "0 0"


CODA = "\r\n".join(
    [
        header(),
        old_balance("0000000000010000"),
        movement("0000000000119000", text="0RE-1041 VAN 1 MAART"),
        second(customer="KL-77"),
        third("BE71096123456769", "JANSSENS BV"),
        new_balance("0000000000129000"),
        trailer(5, credit="000000000119000"),
        "",
    ]
)
