"""The bitemporal history: entries in, happenings out, and what was known when.

Of the two times of the field's literature *occurred* is the valid time, when something was so in
the world, and *recorded* the transaction time, when the ledger learned it. A question names a date
on either: `on` and `known`.
"""
