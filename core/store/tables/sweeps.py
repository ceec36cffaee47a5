"""How far the broom came: rows up to `seq` hold no words and no addresses any more."""

from sqlalchemy import BigInteger, Column, String, Table

from core.store.metadata import metadata

sweeps = Table(
    "sweeps",
    metadata,
    Column("what", String(16), primary_key=True),
    Column("seq", BigInteger, nullable=False),
)
