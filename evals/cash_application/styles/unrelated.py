"""Money that no customer owes."""

from __future__ import annotations

from decimal import Decimal

from evals.cash_application.codes import account_number
from evals.cash_application.intents import Intent, Payer
from evals.cash_application.ledger import Piece, cents
from evals.cash_application.world import World

# Payer, text, method.
SOURCES = (
    ("Stadtsparkasse", "Zinsen Habenzinsen 01.01.-31.03.2026 Tagesgeld", "wire"),
    ("First National Bank", "INTEREST CREDIT FOR PERIOD ENDING 20260227", "ach"),
    ("Finanzamt Nord", "ERSTATTUNG UST 12/2025 STNR 143/211/30917", "wire"),
    ("IRS TREAS 310", "TAX REF 949 941 FORM 2025Q4", "ach"),
    ("HMRC VAT", "VAT REPAYMENT 01 26 REF 123456789", "wire"),
    ("DGFIP", "REMBOURSEMENT CREDIT TVA 12/2025", "wire"),
    ("Skatteverket", "SKATTEÅTERBÄRING 2025", "wire"),
    ("Papeterie Zentral AG", "GUTSCHRIFT LIEFERANT IHRE BESTELLUNG 88123 RUECKERSTATTUNG", "wire"),
    ("Office Depot Supplier Refunds", "SUPPLIER REFUND CREDIT MEMO 77120 YOUR ACCOUNT 5512", "ach"),
    ("Stadtwerke Energie", "Rückzahlung Guthaben Jahresabrechnung Strom 2025 Vertragskonto 2000418873", "wire"),
    ("Own account", "Umbuchung eigenes Konto / own transfer between accounts", "wire"),
    ("Own account", "INTERNAL TRANSFER FROM SAVINGS 4471 SWEEP", "ach"),
    ("Payroll Services", "SALARY RETURN EMPLOYEE 0231 ACCOUNT CLOSED", "ach"),
    ("Lohnbüro Kern", "Rücklastschrift Gehalt 02/2026 Konto erloschen", "wire"),
    ("CARDPAY MERCHANT", "SETTLEMENT BATCH 004512 NET OF FEES MID 5521009", "card"),
    ("STRIPE", "PAYOUT PO 20260304 ST-K3J2L1M0", "card"),
    ("SumUp Payments", "SUMUP AUSZAHLUNG KARTENUMSAETZE 02.03.2026 PID 10452", "card"),
    ("Gründer Beteiligungs GmbH", "Kapitaleinlage Gesellschafter gem. Beschluss 12.02.2026", "wire"),
    ("Seed Partners LP", "CAPITAL CONTRIBUTION SERIES A CLOSING", "wire"),
    ("Insurance Mutual", "CLAIM SETTLEMENT WATER DAMAGE CLM 2025-00412", "check"),
    ("Hausbank", "DARLEHENSAUSZAHLUNG KREDIT 6100245", "wire"),
    ("Arbeitsagentur", "EINGLIEDERUNGSZUSCHUSS 02/2026 BG 4471", "wire"),
    ("Vermieter Klein", "Rückzahlung Kaution Büro alte Adresse", "wire"),
    ("Bundesagentur", "KUG ERSTATTUNG STAMMNR 1188201 MONAT 01/26", "wire"),
    ("Banco Central", "INTERESES CUENTA AHORRO PERIODO 02/2026", "wire"),
    ("Crédit Régional", "INTERETS CREDITEURS ARRETE AU 28/02/2026", "wire"),
    ("Agenzia delle Entrate", "RIMBORSO IVA ANNO 2025 PROT 202600112", "wire"),
    ("Belastingdienst", "TERUGGAAF OMZETBELASTING 4E KWARTAAL 2025", "wire"),
    ("Urząd Skarbowy", "ZWROT PODATKU VAT 12/2025", "wire"),
    ("Kartenabrechnung Nets", "KORTAFREGNING BATCH 2210 BUTIKSNR 883120", "card"),
    ("ADYEN N.V.", "TX2211BATCH{n} SETTLEMENT WEBSHOP", "card"),
    ("PayPal Europe", "ABBUCHUNG VOM PAYPAL-KONTO AUSZAHLUNG {n}", "wire"),
    ("Amazon Payments", "MARKETPLACE DISBURSEMENT {n}", "ach"),
    ("Krankenkasse Mitte", "ERSTATTUNG U1 AAG LOHNFORTZAHLUNG BETRNR {n}", "wire"),
    ("City of Springfield", "PROPERTY TAX OVERPAYMENT REFUND PARCEL {n}", "check"),
    ("Telekom Rechnungsstelle", "Gutschrift Telefon Kundenkonto {n} Rueckzahlung", "wire"),
    ("Versicherung AG", "Schadenregulierung KFZ Schaden-Nr. {n}", "wire"),
    ("Lieferant Holz KG", "Rückerstattung doppelt bezahlte Rechnung an uns, Ihr Zeichen {n}", "wire"),
    ("Travel Agency", "REFUND CANCELLED TICKET {n}", "card"),
    ("Treasury Account", "CASH POOL ZERO BALANCING {n}", "wire"),
    ("Leasing Partners", "Kaufpreis gebrauchtes Fahrzeug Kaufvertrag {n}", "wire"),
    ("Gesellschafter Roth", "Gesellschafterdarlehen gem. Vertrag 2026", "wire"),
    ("Dividends Registrar", "DIVIDEND PAYMENT 2025 FINAL 1200 SHARES", "wire"),
)  # fmt: skip


def unrelated(world: World) -> Intent | None:
    rng = world.rng
    name, words, method = rng.choice(SOURCES)
    words = words.format(n=rng.randrange(10**5, 10**9))
    amount = cents(Decimal(str(round(rng.lognormvariate(6.5, 1.8), 2)))) + Decimal("0.37")
    currency = rng.choice(("EUR", "EUR", "EUR", "USD", "GBP", "CHF"))
    account = account_number(rng, rng.choice(("DE", "GB", "US", "CH"))) if rng.random() < 0.7 else ""
    return Intent(
        style="unrelated", payer=Payer(name, account), debtor=None, currency=currency, amount=amount,
        pieces=(Piece("", amount, "unrelated"),), topic="given", arithmetic="given", method=method, plain=True,
        body=words,
    )  # fmt: skip
