"""What every domain stands on: problems, transactions, models, schemas, access, clock, audit."""
