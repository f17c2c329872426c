from customers.management.commands._import_command import ImportCommand


class Command(ImportCommand):
    help = "Import invoices and credit notes from CSV, XLSX or JSON Lines."
    layout = "invoices"
