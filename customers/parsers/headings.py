"""How exports spell the columns of our layouts, the surest spelling first. Case, accents,
spaces and signs don't matter."""

from __future__ import annotations

from collections.abc import Mapping

CUSTOMER_ID = (
    "customer id", "customer no", "customer number", "customer code", "cust id", "cust no", "client id",
    "client number", "client code",
    "account number", "account no", "account id", "debtor no", "debtor id", "contact id",
    "Kundennummer", "Kunden-Nr.", "Kundennr", "Kunden-ID", "Debitorennummer", "Debitor", "Debitorenkonto",
    "numéro client", "n° client", "code client", "id client", "compte client",
    "número de cliente", "nº cliente", "código cliente", "código de cliente", "id cliente",
    "customer", "client", "Kunde", "cliente",
)  # fmt: skip
NAME = (
    "customer name", "client name", "company name", "company", "organization", "organisation", "display name",
    "account name", "full name",
    "Kundenname", "Firma", "Firmenname", "nom", "nom du client", "raison sociale", "société",
    "nombre", "nombre del cliente", "razón social", "empresa",
)  # fmt: skip
CURRENCY = (
    "currency code",
    "curr",
    "ccy",
    "invoice currency",
    "Währung",
    "Währungscode",
    "devise",
    "monnaie",
    "moneda",
    "divisa",
)
EMAIL = (
    "e-mail", "email address", "main email", "billing email", "invoice email", "mail", "E-Mail-Adresse",
    "Rechnungs-E-Mail",
    "courriel", "adresse e-mail", "adresse mail", "correo", "correo electrónico",
)  # fmt: skip
LANGUAGE = ("language code", "lang", "locale", "preferred language", "Sprache", "langue", "idioma")
PAYMENT_METHOD = (
    "payment type",
    "pay method",
    "payment mode",
    "Zahlungsart",
    "Zahlweise",
    "mode de paiement",
    "forma de pago",
)

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "customers": {
        "customer_id": ("id", *CUSTOMER_ID),
        "name": NAME,
        "parent_id": (
            "parent", "parent customer", "parent account", "parent customer id", "group id", "Konzern",
            "Muttergesellschaft",
            "société mère", "maison mère", "empresa matriz", "matriz",
        ),
        "paid_by": ("payer", "payer id", "bill to customer", "paying customer", "Regulierer", "payeur", "pagador"),
        "country": (
            "country code", "billing country", "bill addr country", "Land", "Ländercode", "pays", "code pays",
            "país",
        ),
        "language": LANGUAGE,
        "currency": CURRENCY,
        "payment_terms_days": (
            "payment terms", "terms", "terms days", "net days", "credit days", "Zahlungsziel", "Zahlungsziel Tage",
            "Zahlungsbedingungen", "délai de paiement", "conditions de paiement", "plazo de pago",
            "condiciones de pago", "días de pago",
        ),
        "email": EMAIL,
        "contact_name": (
            "contact", "contact person", "billing contact", "attention", "Ansprechpartner", "Kontakt",
            "interlocuteur",
            "personne de contact", "contacto", "persona de contacto",
        ),
        "account_manager_email": (
            "account manager", "account owner email", "sales rep email", "sales rep", "owner email",
            "Kundenbetreuer", "Betreuer",
            "commercial", "gestor de cuenta", "comercial",
        ),
        "aliases": (
            "alias", "also known as", "aka", "other names", "trading names", "Weitere Namen", "autres noms",
            "otros nombres",
        ),
        "bank_accounts": (
            "bank account", "iban", "ibans", "account numbers", "Bankverbindung", "Bankkonto",
            "coordonnées bancaires", "cuenta bancaria",
        ),
        "time_zone": ("timezone", "tz", "Zeitzone", "fuseau horaire", "zona horaria"),
        "segment": (
            "customer group", "group", "category", "customer type", "Kundengruppe", "Kategorie", "catégorie",
            "segmento", "categoría",
        ),
        "tags": ("tag", "labels", "keywords", "Schlagworte", "Etiketten", "étiquettes", "etiquetas"),
        "tier": ("value tier", "importance", "Priorität", "ABC"),
        "credit_limit": (
            "limit", "Kreditlimit", "Kreditlinie", "plafond de crédit", "encours autorisé", "límite de crédito",
        ),
        "payment_method": PAYMENT_METHOD,
        "natural_person": (
            "private person", "individual", "consumer", "Privatperson", "particulier", "persona física",
        ),
        "do_not_contact": (
            "no contact", "contact block", "dunning block", "Mahnsperre", "Kontaktsperre", "ne pas contacter",
            "no contactar",
        ),
        "insolvent": ("insolvency", "bankrupt", "Insolvenz", "insolvabilité", "insolvente"),
    },
    "contacts": {
        "customer_id": CUSTOMER_ID,
        "name": (
            "contact name", "contact", "full name", "person", "Ansprechpartner", "Name", "nom", "interlocuteur",
            "nombre", "contacto",
        ),
        "email": EMAIL,
        "role": (
            "function", "position", "department", "job title", "Funktion", "Abteilung", "fonction", "rôle",
            "service", "cargo", "función",
        ),
        "language": LANGUAGE,
    },
    "invoices": {
        "number": (
            "invoice number", "invoice no", "invoice #", "invoice id", "invoice", "inv no", "inv #",
            "document number", "document no", "doc no",
            "num", "no", "Rechnungsnummer", "Rechnungs-Nr.", "Rechnungsnr", "Belegnummer", "Beleg-Nr.", "Belegnr",
            "Rechnung",
            "numéro de facture", "n° facture", "n° de facture", "facture", "n° pièce",
            "número de factura", "nº factura", "n.º factura", "factura",
        ),
        "customer_id": CUSTOMER_ID,
        "issued": (
            "issue date", "issued on", "invoice date", "date issued", "document date", "billing date", "inv date",
            "transaction date",
            "Rechnungsdatum", "Belegdatum", "Ausstellungsdatum", "Datum", "date de facture", "date facture",
            "date d'émission",
            "fecha de factura", "fecha factura", "fecha de emisión", "fecha", "date",
        ),
        "due": (
            "due date", "due on", "date due", "payment due", "payment due date", "net due date", "Fälligkeit",
            "Fälligkeitsdatum", "Fällig am", "Fällig",
            "date d'échéance", "échéance", "fecha de vencimiento", "vencimiento",
        ),
        "amount": (
            "invoice amount", "total amount", "gross amount", "amount gross", "invoice total", "total",
            "grand total", "original amount", "gross",
            "Betrag", "Rechnungsbetrag", "Bruttobetrag", "Brutto", "Gesamtbetrag", "montant", "montant TTC",
            "total TTC", "montant total",
            "importe", "importe total", "monto", "monto total",
        ),
        "currency": CURRENCY,
        "purchase_order": (
            "po number", "po", "po #", "p.o. #", "p.o. number", "customer po", "order number", "your reference",
            "Bestellnummer", "Bestell-Nr.",
            "Ihre Bestellung", "bon de commande", "n° commande", "numéro de commande", "orden de compra", "pedido",
            "número de pedido",
        ),
        "status": ("invoice status", "payment status", "Zahlungsstatus", "statut", "état", "estado"),
        "paid_on": (
            "paid date", "date paid", "payment date", "settled on", "settled date", "cleared on", "clearing date",
            "Bezahlt am", "Zahlungsdatum", "Ausgleichsdatum",
            "payée le", "date de paiement", "date de règlement", "fecha de pago", "pagada el", "fecha de cobro",
        ),
        "open_amount": (
            "open balance", "balance", "balance due", "amount due", "outstanding", "outstanding amount",
            "amount outstanding", "remaining", "residual amount",
            "Offener Betrag", "Restbetrag", "Saldo", "Offen", "solde", "reste à payer", "montant dû", "restant dû",
            "saldo pendiente", "importe pendiente", "pendiente", "saldo",
        ),
        "customer_name": (*NAME, "customer", "client", "Kunde", "cliente"),
        "payment_method": PAYMENT_METHOD,
        "replaces": (
            "replaces invoice", "corrects", "replacement for", "Ersetzt", "Korrektur zu", "remplace", "sustituye a",
            "rectifica",
        ),
    },
    "payments": {
        "transaction_id": (
            "transaction", "payment id", "payment number", "payment no", "bank reference", "id",
            "Transaktionsnummer", "Umsatz-ID", "Zahlungsnummer",
            "id transaction", "numéro de paiement", "id de transacción", "número de pago",
        ),
        "booked_on": (
            "booking date", "value date", "payment date", "transaction date", "posting date", "received on",
            "date received", "date",
            "Buchungsdatum", "Buchungstag", "Valuta", "Wertstellung", "Zahlungsdatum", "Datum",
            "date d'opération", "date de valeur", "date de paiement", "fecha de operación", "fecha valor",
            "fecha de pago", "fecha",
        ),
        "amount": (
            "payment amount", "amount received", "credit", "Betrag", "Umsatz", "montant", "crédit", "importe",
            "monto", "abono",
        ),
        "currency": CURRENCY,
        "payer_name": (
            "payer", "paid by", "remitter", "counterparty", "customer name", "client name", "debtor name",
            "Auftraggeber", "Zahler",
            "Auftraggeber/Empfänger", "Name Zahlungsbeteiligter", "Begünstigter/Zahlungspflichtiger",
            "donneur d'ordre", "payeur", "nom du client", "ordenante", "pagador", "nombre del cliente",
        ),
        "payer_account": (
            "payer iban", "iban", "counterparty iban", "counterparty account", "account", "Kontonummer",
            "IBAN Zahlungsbeteiligter",
            "compte", "cuenta", "cuenta ordenante",
        ),
        "reference": (
            "remittance information", "remittance", "description", "memo", "payment reference", "details",
            "narrative", "reference number",
            "Verwendungszweck", "Buchungstext", "libellé", "référence", "concepto", "referencia",
        ),
        "method": (
            "payment method", "payment type", "mode", "type", "Zahlungsart", "mode de paiement", "forma de pago",
        ),
        "customer_id": (
            "customer no", "customer number", "client id", "account number", "Kundennummer", "code client",
            "número de cliente",
        ),
        "invoice": (
            "invoice number", "invoice no", "invoice #", "invoices", "Rechnungsnummer", "numéro de facture",
            "número de factura",
        ),
    },
    "statement": {
        "booked_on": (
            "booking date", "posting date", "transaction date", "date", "value date", "Buchungstag", "Buchungsdatum",
            "Datum", "date d'opération", "fecha de operación", "fecha",
        ),
        "amount": ("transaction amount", "value", "Betrag", "Umsatz", "montant", "importe", "bedrag", "kwota"),
        "currency": CURRENCY,
        "direction": ("credit/debit", "debit/credit", "dr/cr", "Soll/Haben", "Af Bij"),
        "fee": ("fees", "Gebühr"),
        "balance": (
            "running balance", "account balance", "balance after", "Saldo nach Buchung", "Saldo", "solde",
        ),
        "account": ("account number", "account iban", "Auftragskonto", "IBAN Auftragskonto", "compte", "cuenta"),
        "bank_reference": ("transaction id", "bank reference", "reference number", "Umsatz-ID", "id"),
        "payer_name": (
            "counterparty", "counterparty name", "payer", "payer name", "name", "Name Zahlungsbeteiligter",
            "Auftraggeber/Empfänger", "Begünstigter/Zahlungspflichtiger",
        ),
        "payer_account": ("counterparty iban", "counterparty account", "IBAN Zahlungsbeteiligter", "Kontonummer/IBAN"),
        "reference": (
            "description", "details", "narrative", "memo", "payment reference", "remittance information",
            "Verwendungszweck", "libellé", "concepto", "omschrijving",
        ),
        "end_to_end_id": ("end to end id", "end-to-end reference", "Kundenreferenz", "Kundenreferenz (End-to-End)"),
    },
}  # fmt: skip
