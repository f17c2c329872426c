"""How payers word it, by language."""

from __future__ import annotations

# One invoice, several, part payment, rest, credit note, discount, customer number, order, balance, a word that says
# nothing, subscription.
TERMS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "invoice": ("Invoice", "Inv", "INV.", "Payment for invoice", "inv no", "Bill", ""), "invoices": ("Invoices", "Inv", "INVS", "invoices:", ""),
        "part": ("part payment", "partial pmt", "1st instalment", "on account of", "50% deposit"), "rest": ("balance of", "final payment", "remaining"),
        "credit": ("less credit note", "less CN", "minus credit", "CM"), "discount": ("less 2% discount", "2% early pmt disc", "2/10"),
        "customer": ("customer no", "Cust#", "acct", "Customer ID", "A/C"), "order": ("PO", "Purchase order", "our order", "PO no.", "order"),
        "statement": ("statement balance", "account in full", "all open items", "as per statement", "settlement of account"),
        "nothing": ("payment", "thank you", "goods", "services rendered", "as agreed", "", "your invoice"), "month": ("subscription", "rent", "monthly fee", "licence"),
    },
    "de": {
        "invoice": ("Rechnung", "Rg.", "Re-Nr.", "RNr", "Rechnungsnr.", "Beleg", ""), "invoices": ("Rechnungen", "Rg.", "Belege", "Rechn.", ""),
        "part": ("Teilzahlung", "Abschlag", "1. Rate", "Anzahlung zu", "a conto"), "rest": ("Restzahlung", "Rest", "Schlusszahlung"),
        "credit": ("abzgl. Gutschrift", "./. GS", "minus Gutschrift", "Verr. GS"), "discount": ("abzgl. 2% Skonto", "2% Skonto", "./. Skonto"),
        "customer": ("Kd.-Nr.", "Kundennummer", "KdNr", "Kunde", "Kto."), "order": ("Bestellung", "Best.-Nr.", "Auftrag", "Bestellnr", "PO"),
        "statement": ("Kontoausgleich", "Saldo lt. Auszug", "alle offenen Posten", "Ausgleich Konto", "OP-Liste"),
        "nothing": ("Zahlung", "Danke", "Ware", "lt. Vereinbarung", "", "Ihre Rechnung", "Ueberweisung"), "month": ("Miete", "Wartung", "Abo", "Lizenz", "Monatspauschale"),
    },
    "fr": {
        "invoice": ("Facture", "Fact", "FA", "Règlement facture", "n°", ""), "invoices": ("Factures", "Fact", "Règlement factures", ""),
        "part": ("acompte", "paiement partiel", "1er versement"), "rest": ("solde", "reste dû"), "credit": ("moins avoir", "avoir", "déduction avoir"),
        "discount": ("escompte 2%", "esc. 2%"), "customer": ("code client", "client n°", "compte client"), "order": ("commande", "BC", "bon de commande"),
        "statement": ("solde du compte", "relevé", "toutes factures ouvertes"), "nothing": ("règlement", "merci", "virement", ""), "month": ("abonnement", "loyer", "maintenance"),
    },
    "es": {
        "invoice": ("Factura", "Fra.", "Pago factura", "FRA", ""), "invoices": ("Facturas", "Fras.", "Pago facturas"), "part": ("pago parcial", "a cuenta"),
        "rest": ("resto", "liquidación"), "credit": ("menos abono", "abono"), "discount": ("dto. pronto pago 2%", "2% dto"), "customer": ("cliente", "n.º cliente"),
        "order": ("pedido", "orden"), "statement": ("saldo de cuenta", "extracto"), "nothing": ("pago", "gracias", ""), "month": ("suscripción", "alquiler", "cuota"),
    },
    "it": {
        "invoice": ("Fattura", "Fatt.", "Ft", "Saldo fattura", ""), "invoices": ("Fatture", "Fatt.", "Saldo fatture"), "part": ("acconto", "pagamento parziale"),
        "rest": ("saldo", "residuo"), "credit": ("meno nota di credito", "NC"), "discount": ("sconto 2%", "sconto cassa"), "customer": ("cod. cliente", "cliente"),
        "order": ("ordine", "ODA"), "statement": ("saldo estratto conto", "saldo partite aperte"), "nothing": ("bonifico", "grazie", ""), "month": ("canone", "affitto", "abbonamento"),
    },
    "nl": {
        "invoice": ("Factuur", "Fact.nr", "Betaling factuur", ""), "invoices": ("Facturen", "Fact."), "part": ("deelbetaling", "voorschot"), "rest": ("restbetaling", "saldo"),
        "credit": ("minus creditnota", "CN"), "discount": ("2% korting contant", "bet.korting 2%"), "customer": ("klantnr", "debiteur"), "order": ("bestelling", "order", "PO"),
        "statement": ("openstaand saldo", "rekeningoverzicht"), "nothing": ("betaling", "bedankt", ""), "month": ("abonnement", "huur", "onderhoud"),
    },
    "pl": {
        "invoice": ("Faktura", "FV", "zapłata za fakturę", "FAKT", ""), "invoices": ("Faktury", "FV"), "part": ("częściowa zapłata", "zaliczka"), "rest": ("dopłata", "reszta"),
        "credit": ("minus korekta", "korekta"), "discount": ("skonto 2%",), "customer": ("nr klienta", "klient"), "order": ("zamówienie", "zam."),
        "statement": ("saldo konta", "rozliczenie salda"), "nothing": ("przelew", "zapłata", ""), "month": ("abonament", "czynsz"),
    },
    "sv": {
        "invoice": ("Faktura", "Fakt.nr", "Betalning faktura", ""), "invoices": ("Fakturor", "Fakt."), "part": ("delbetalning",), "rest": ("slutbetalning", "rest"),
        "credit": ("minus kredit", "kreditfaktura"), "discount": ("kassarabatt 2%",), "customer": ("kundnr", "kund"), "order": ("order", "beställning"),
        "statement": ("saldo enligt kontoutdrag", "alla öppna poster"), "nothing": ("betalning", "tack", ""), "month": ("hyra", "abonnemang"),
    },
    "cs": {
        "invoice": ("Faktura", "FA", "platba faktury", ""), "invoices": ("Faktury", "FA"), "part": ("částečná platba", "záloha"), "rest": ("doplatek",),
        "credit": ("minus dobropis", "dobropis"), "discount": ("skonto 2%",), "customer": ("č. zákazníka", "zákazník"), "order": ("objednávka", "obj."),
        "statement": ("vyrovnání salda",), "nothing": ("platba", "děkujeme", ""), "month": ("nájem", "předplatné"),
    },
    "pt": {
        "invoice": ("Fatura", "Fat.", "Pagamento fatura", ""), "invoices": ("Faturas", "Fat."), "part": ("pagamento parcial",), "rest": ("restante",),
        "credit": ("menos nota de crédito", "NC"), "discount": ("desconto 2%",), "customer": ("cliente n.º",), "order": ("encomenda", "pedido"),
        "statement": ("saldo da conta",), "nothing": ("pagamento", "obrigado", ""), "month": ("renda", "mensalidade"),
    },
    "fi": {
        "invoice": ("Lasku", "Laskun nro", ""), "invoices": ("Laskut",), "part": ("osamaksu",), "rest": ("loppumaksu",), "credit": ("vähennetty hyvityslasku", "hyvitys"),
        "discount": ("kassa-alennus 2%",), "customer": ("asiakasnro",), "order": ("tilaus",), "statement": ("tilin saldo",), "nothing": ("maksu", "kiitos", ""), "month": ("vuokra", "tilaus"),
    },
}  # fmt: skip
TERMS["da"] = TERMS["sv"] | {
    "part": ("delbetaling",),
    "month": ("husleje", "abonnement"),
    "order": ("ordre",),
    "credit": ("minus kreditnota",),
}
TERMS["nb"] = TERMS["da"] | {"month": ("husleie", "abonnement")}

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    "it": ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    "pl": ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"),
    "cs": ("leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad", "prosinec"),
    "pt": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    "fi": ("tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"),
}  # fmt: skip
MONTHS["da"] = ("januar", "februar", "marts", "april", "maj", *MONTHS["sv"][5:7], "august", "september", "oktober",
                "november", "december")  # fmt: skip
MONTHS["nb"] = ("januar", "februar", "mars", "april", "mai", *MONTHS["da"][5:11], "desember")
