"""`python -m api` prints the API's OpenAPI description, of which the page's types are made."""

import json

from api.app import create_app
from ledger.ledger import Ledger

NO_STORE = {"PERSISTENCE_MODULE": "eventsourcing.popo"}

if __name__ == "__main__":
    print(json.dumps(create_app(Ledger(NO_STORE)).openapi(), indent=1))
