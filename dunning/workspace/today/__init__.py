"""The first page: what needs a person, what the agent did and will do, cash, aging, and how it all goes."""
