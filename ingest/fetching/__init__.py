"""Getting official texts from their official addresses, one polite request at a time: what to get, and how."""

from ingest.fetching.fetch import Fetch, FetchOutcome, fetch
from ingest.fetching.plan import Wanted, plan

__all__ = ["Fetch", "FetchOutcome", "Wanted", "fetch", "plan"]
