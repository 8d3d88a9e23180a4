"""Reading a record of a case (a statement, a report …) against the items of a checklist. It proposes; a person decides."""

from assist.records.checking import check
from assist.records.proposals import Proposal, Verdict
from assist.records.record import Record, RecordError, read_record
from assist.records.text import Passage

__all__ = ["Passage", "Proposal", "Record", "RecordError", "Verdict", "check", "read_record"]
