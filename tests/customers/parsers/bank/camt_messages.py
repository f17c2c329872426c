"""Made-up camt messages, written as short as the standard allows."""

from __future__ import annotations


def message(*entries: str, kind: str = "053", version: str = "08", head: str = "", balances: str = "") -> bytes:
    statement = {"052": "Rpt", "053": "Stmt", "054": "Ntfctn"}[kind]
    account = head or "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}"><Bank>'
        f"<GrpHdr><MsgId>1</MsgId></GrpHdr><{statement}><Id>S-1</Id><ElctrncSeqNb>7</ElctrncSeqNb><CreDtTm>2026-03-03T01:00:00+01:00</CreDtTm>"
        f"{account}{balances}{''.join(entries)}</{statement}></Bank></Document>"
    ).encode()


def balance(code: str, amount: str, *, indicator: str = "CRDT", on: str = "2026-03-02") -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>'
        f"<CdtDbtInd>{indicator}</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>"
    )


def entry(
    amount: str,
    *details: str,
    indicator: str = "CRDT",
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    reversal: bool = False,
    reference: str = "B-1",
    code: str = "",
    more: str = "",
) -> str:
    reversed_ = "<RvslInd>true</RvslInd>" if reversal else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>{reversed_}{status}'
        f"<BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef><BkTxCd>{code}</BkTxCd>"
        f"{more}<NtryDtls>{''.join(details)}</NtryDtls></Ntry>"
    )


def details(
    *texts: str,
    amount: str = "",
    indicator: str = "",
    debtor: str = "",
    creditor: str = "",
    more: str = "",
    id_: str = "",
) -> str:
    money = f'<Amt Ccy="EUR">{amount}</Amt>' if amount else ""
    direction = f"<CdtDbtInd>{indicator}</CdtDbtInd>" if indicator else ""
    lines = "".join(f"<Ustrd>{text}</Ustrd>" for text in texts)
    return (
        f"<TxDtls><Refs><EndToEndId>{id_ or 'NOTPROVIDED'}</EndToEndId></Refs>{money}{direction}"
        f"<RltdPties>{debtor}{creditor}</RltdPties><RmtInf>{lines}</RmtInf>{more}</TxDtls>"
    )


def party(role: str, name: str, account: str = "") -> str:
    number = f"<{role}Acct><Id><IBAN>{account}</IBAN></Id></{role}Acct>" if account else ""
    return f"<{role}><Pty><Nm>{name}</Nm></Pty></{role}>{number}"
