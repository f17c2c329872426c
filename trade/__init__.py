"""Pure knowledge of the trade, no models: money, number and date formats, payment terms, calendars, countries."""
