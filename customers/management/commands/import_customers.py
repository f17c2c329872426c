from customers.management.commands._import_command import ImportCommand


class Command(ImportCommand):
    help = "Import customers from CSV, XLSX or JSON Lines."
    layout = "customers"
