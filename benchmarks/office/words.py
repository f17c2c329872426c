"""What the made-up companies, people and mails are called and say."""
# ruff: noqa: SIM905 -- a hundred quoted names would be harder to read

from __future__ import annotations

FIRST = (
    "Nord Süd West Ost Berg Tal Wald Stern Adler Falken Linden Eichen Kiefer Rhein Elbe Donau Weser Alpen Hanse "
    "Atlas Orion Delta Sigma Vega Polar Meridian Horizon Summit Harbour Castle River Oak Maple Ashford Kingsley "
    "Bridgewater Thornton Whitmore Larkspur Fairview Redwood Silverton Greenfield Blackwell Lumière Océan Étoile "
    "Château Beauvais Bordeaux Provence Côte Montagne Vallée Rivière Soleil Lune Árbol Montaña Río Sierra Castilla "
    "Andaluz Ibérica Levante Peña Muñoz Gómez Núñez Jørgensen Sørensen Ødegård Håkansson Åkerlund Björk Lindqvist "
    "Ström Łódź Wrocław Gdańsk Zieliński Kraków Śląsk Brno Škoda Dvořák Černý Novák Horváth Szabó Győri Popescu "
    "Ionescu Çelik Yıldız Güneş Öztürk Rossi Bianchi Ferrari Romano Colombo Moretti Fontana Vesuvio Adriatica "
    "Ligure Padana Amstel Utrecht Zeeland Brabant Holland Flandre Meuse Ardenne Kappa Omega Zenith Nimbus Cobalt "
    "Quartz Granit Basalt Onyx Amber Kornblum Vogelsang Hirsch Fuchs Keller Brandt Schreiber Wagner Hoffmann Krüger "
    "Lehmann Böhm Jäger Grün Weiß"
).split()
SECOND = (
    "Maschinenbau Logistik Handel Elektronik Möbel Stahl Textil Papier Chemie Technik Anlagenbau Werkzeuge "
    "Lebensmittel Getränke Verlag Medizintechnik Optik Kunststoff Fenster Bau Engineering Logistics Trading Foods "
    "Textiles Packaging Components Instruments Chemicals Energy Printing Furniture Medical Optics Plastics Software "
    "Marine Aviation Rail Industries Transports Bâtiment Mécanique Électrique Alimentaire Imprimerie Vins Céramique "
    "Verrerie Menuiserie Transportes Construcciones Alimentos Muebles Metalurgia Cerámica Imprenta Bodegas "
    "Meccanica Trasporti Arredi Tessuti Ceramiche Officine Vetro Legno Transport Budowa Meble Metal Elektro "
    "Drukarnia Szkło Strojírny Doprava"
).split()
PLACES = (
    "Hamburg Bremen Köln München Leipzig Dresden Wien Graz Zürich Basel London Leeds Bristol Glasgow Paris Lyon "
    "Lille Nantes Madrid Sevilla Valencia Bilbao Milano Torino Porto Kraków Praha Oslo Malmö Aarhus"
).split()
FORMS = ("GmbH", "AG", "KG", "Ltd", "PLC", "SARL", "SAS", "SL", "SA", "S.r.l.", "B.V.", "Sp. z o.o.", "AB", "A/S", "")
GIVEN = (
    "Anna Maren Clara Ingrid Sofia Zoë Chloé José María Jürgen Björn Łukasz Agnieszka Priya Harriet Oliver Thomas "
    "Katarzyna Piet Femke Giulia Marco Elena Mehmet Ayşe Tomáš Jana Zsófia Ferenc Lars Freja Aoife Liam Noah Emma"
).split()
FAMILY = (
    "Berg Weiß Müller Petersen Doyle Nair Wrona Lindgren Dubois Lefèvre García Muñoz Rossi Bianchi Kowalski Novák "
    "Horváth Jansen Visser Yılmaz Demir Nielsen Hansen Murphy Walsh Brown Taylor Schmidt Fischer Weber Wagner Klein"
).split()
SAYINGS = (
    "Thank you for the reminder. We will pay by the end of next week.",
    "The payment left our bank on Monday, please check with yours.",
    "We dispute this invoice because the goods arrived damaged.",
    "Could you send us a copy of the invoice with our purchase order on it?",
    "I am out of the office until the first of the month; please write to my colleague.",
    "Wir überweisen den Betrag bis zum Monatsende.",
    "Die Rechnung wurde bereits letzte Woche bezahlt.",
    "Die Ware ist unvollständig geliefert worden, wir bitten um eine Gutschrift.",
    "Bitte senden Sie uns die Rechnung noch einmal als PDF.",
    "Nous procéderons au règlement sous huitaine.",
    "La facture a déjà été réglée par virement.",
    "Nous contestons le montant facturé : la remise convenue n'a pas été appliquée.",
    "Pagaremos la factura antes de final de mes.",
    "La mercancía llegó dañada y esperamos un abono.",
    "Pagheremo la fattura entro venerdì.",
    "Zapłacimy fakturę do końca miesiąca.",
)
ASKING = (
    "Perhaps this has only been overlooked. We have not yet seen a payment for the invoices below.",
    "The invoices below are past their due date. Please let us know when we can expect your payment.",
    "Vielleicht ist es nur untergegangen: Die folgenden Rechnungen sind noch offen.",
    "Die folgenden Rechnungen sind seit längerem fällig. Bitte nennen Sie uns einen Zahlungstermin.",
    "Les factures ci-dessous n'ont pas encore été réglées. Merci de nous indiquer une date de paiement.",
    "Las facturas siguientes siguen pendientes. Le rogamos que nos indique una fecha de pago.",
)
_ONSETS = "b bl br d dr f fl g gr h j k kl kr l m n p pl pr r s sch st t tr v w z".split()
_VOWELS = "a e i o u ä ö é ei au".split()
_ENDS = "l n r s t m nd rk st".split()


def vocabulary() -> list[str]:
    """Some five thousand words of no language, for the bulk of a mail's text; the first are the commonest."""
    return [a + b + c + d for a in _ONSETS for b in _VOWELS for c in _ENDS for d in ("", "en")]
