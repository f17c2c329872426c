"""Banks' own files → statements and remittance advices. No database."""
