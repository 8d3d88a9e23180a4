"""Checklists against the official words of the provisions their demands rest on, and against each other.

Every basis must exist; every figure of a demand must stand in the words of one of its bases, counted the same way; the modality must
be theirs and the sentences must not. What no text at hand can show is told as unchecked, or counted where the demand itself says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.checklists import Ceiling, Checklist, Demand, Item, TimeLimit
from corpus.circumstances import Condition
from corpus.documents import Document
from corpus.notes import TIMES
from corpus.provisions import ProvisionId
from corpus.quantities import find_quantities
from eval.findings import Findings
from eval.official_texts import Official, unit_of
from eval.wording import ages, carries, counted_from, counts_back, figure, numbers, scope_of, shared_runs, syllables

LONGEST_SHARED_RUN = 12  # syllables, a name counted as one
#: Clause 1: the time in detention of a person under 18 is two thirds of an adult's.
TWO_THIRDS = ProvisionId.parse("101/2015/QH13 điều 419 khoản 1")

_NO_TEXT = re.compile(r"chưa có toàn văn|toàn văn chưa có|không có văn bản công khai", re.IGNORECASE)
_PREMISE = re.compile(r"(?:dưới|chưa đủ) 18\b")  # whom all checklists are about, so no claim of any one demand
_NOT_YET = re.compile(r"chưa đủ(?= \d+)")
_CITED = re.compile(r"\b(?:[Đđ]iều|[Kk]hoản) \d+[a-zđ]?\b|\b\d+/(?:\d{4}/)?[A-ZĐ][\w&-]*(?:-[\w&]+)*|\b\d+/\d{4}\b")
_A_DAY_AND_NIGHT = re.compile(r"\b(?:một|0?1) ngày (?:một )?đêm")
_NUMBER_WORD = re.compile(r"(?<!thứ )\b(hai|ba|bốn|sáu|bảy|tám|chín|mười)\b(?! bên| mươi)")
_UNITS = frozenset({"phút", "giờ", "ngày", "ngày làm việc", "tuần", "tháng", "năm", "lần"})
_FILLERS = frozenset({"và", "hoặc", "việc", "lúc", "ra"})  # tell no event from another
_EACH = {"lần": r"(?:mỗi|một|0*1) lần", "ngày": r"(?:mỗi|một|0*1) ngày"}
#: Names of agencies besides those that issue documents; a name is one word for own words' sake.
_AGENCIES = (
    *("Cơ quan điều tra có thẩm quyền", "Cơ quan điều tra", "Cơ quan Cảnh sát điều tra", "Cơ quan An ninh điều tra"),
    *("Viện kiểm sát nhân dân", "Viện kiểm sát có thẩm quyền", "Viện kiểm sát", "Tòa án nhân dân", "Tòa án"),
    *("Cơ quan được giao nhiệm vụ tiến hành một số hoạt động điều tra", "Ủy ban nhân dân cấp xã", "Ủy ban nhân dân"),
    *(
        "Công an xã, phường, thị trấn, Đồn Công an",
        "Công an phường, thị trấn, Đồn Công an",
        "Trạm Công an",
        "Công an xã",
    ),
    *("Tòa gia đình và người chưa thành niên", "Trung tâm trợ giúp pháp lý nhà nước", "Bộ luật Tố tụng hình sự"),
    *("Trung tâm công tác xã hội", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Hội Liên hiệp Phụ nữ Việt Nam"),
    *("cơ sở trợ giúp xã hội", "cơ sở hỗ trợ nạn nhân", "cơ quan chuyên môn về y tế cấp tỉnh"),
)


@dataclass
class _Words:
    """The words at hand for the bases of a demand: each basis's own with what opens it, and the whole units they stand in."""

    scopes: dict[ProvisionId, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    lacking: list[ProvisionId] = field(default_factory=list)

    @property
    def joined(self) -> str:
        return "\n".join(self.scopes.values())

    def find(self, pattern: str) -> bool:
        return re.search(pattern, self.joined.lower()) is not None


class ChecklistChecker:
    """``catalogue``: the records by number; ``official``: what the sources hold of each document, by number."""

    def __init__(self, catalogue: Mapping[str, Document], official: Mapping[str, Official]) -> None:
        self._catalogue = catalogue
        self._official = official
        names = {n for d in catalogue.values() for n in (d.title, *d.aliases, *d.issuers)} | set(_AGENCIES)
        longest_first = sorted((n for n in names if " " in n), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def check(self, checklist: Checklist) -> Findings:
        """One checklist; every line begins with the code of the item."""
        findings = Findings()
        for item in checklist.items:
            own = Findings()
            _check_order(item, own)
            for demand in item.demands():
                above = [("cả danh mục", checklist.when)]
                if demand is not item:
                    above.append(("chính mục", item.when))
                _check_condition(demand.when, above, own)
                self._check_demand(demand, item, own)
            findings.add(own, f"{item.code}:")
        return findings

    def _check_demand(self, demand: Demand, item: Item, findings: Findings) -> None:
        words = self._words(demand, findings)
        if not words.scopes:
            return  # told as a place, or counted as unverified
        found = Findings()
        titles = [self._catalogue[p.document].title for p in words.scopes if p.document in self._catalogue]
        bases = [basis for each in item.demands() for basis in each.basis]
        _check_figures(demand, words, titles, bases, found)
        if demand.limit:
            _check_limit(demand.limit, words, demand, found)
        if demand.ceiling:
            _check_ceiling(demand.ceiling, words, found)
        _check_modality(demand, words, found)
        self._check_own_words(demand, words, findings)
        place = demand.basis[0]
        if not words.lacking:
            findings.add(found, f"{place}:")
        elif not demand.unverified:  # it may stand in the basis whose text is not at hand
            findings.unchecked += [f"{place}: {line}" for line in (*found.errors, *found.unchecked)]

    def _words(self, demand: Demand, findings: Findings) -> _Words:
        """The words of the bases; a basis that does not exist, or has no text and no word about it, is told."""
        words = _Words()
        for pid in demand.provisions():
            record = self._catalogue.get(pid.document)
            units = self._official[pid.document].units if pid.document in self._official else {}
            found = unit_of(pid, units)
            scope = scope_of(*found) if found else None
            if found and scope is not None:
                words.scopes[pid] = scope
                words.units[str(found[0].id)] = found[0].text
                continue
            words.lacking.append(pid)
            if record is None:
                findings.errors.append(f"{pid}: văn bản không có trong danh mục.")
            elif demand.unverified and (not units or str(pid.unit()) in record.missing):
                pass  # the demand says itself that nobody has seen the text
            elif units:
                findings.errors.append(f"{pid}: văn bản không có vị trí này.")
            elif any(map(_NO_TEXT.search, record.remarks)):
                findings.unchecked.append(f"{pid}: chưa có toàn văn để đối chiếu.")
            else:
                findings.errors.append(f"{pid}: không có văn bản trong nguồn mà mục không ghi unverified.")
        return words

    def _check_own_words(self, demand: Demand, words: _Words, findings: Findings) -> None:
        ours = [demand.says, *([demand.act] if isinstance(demand, Item) else [])]
        for unit, text in words.units.items():
            theirs = syllables(self._fold_names(text))
            for sentence in ours:
                for run in shared_runs(syllables(self._fold_names(sentence)), theirs, LONGEST_SHARED_RUN):
                    findings.errors.append(
                        f"{unit}: chép nguyên văn “{run.replace('_', ' ')}”; viết lại bằng lời mình."
                    )

    def _fold_names(self, text: str) -> str:
        return self._names.sub(lambda m: "_".join(syllables(m[0])), text)


def check_together(checklists: Sequence[Checklist], files: Mapping[str, str]) -> list[str]:
    """What is wrong between files: two procedures in one place of the order, an item code in two files. ``files``: by its code."""
    errors = []
    orders: dict[int, str] = {}
    codes: dict[str, str] = {}
    for checklist in checklists:
        file = files[checklist.code]
        if (other := orders.setdefault(checklist.order, file)) != file:
            errors.append(f"{file}: order {checklist.order} đã dùng trong {other}; đặt thứ tự khác.")
        for item in checklist.items:
            if (other := codes.setdefault(item.code, file)) != file:
                errors.append(f"{file}: {item.code}: mã mục đã dùng trong {other}; đặt mã khác.")
    return errors


def count(checklist: Checklist) -> str:
    """One line of counts: items, demands, limits, bases by document, those unverified."""
    demands = [demand for item in checklist.items for demand in item.demands()]
    documents = Counter(pid.document for demand in demands for pid in demand.provisions())
    return (
        f"{checklist.code}: {len(checklist.items)} mục, {len(demands)} yêu cầu, {sum(d.limit is not None for d in demands)} thời hạn, "
        f"{sum(d.ceiling is not None for d in demands)} mức trần, {sum(i.sign is not None for i in checklist.items)} dấu hiệu, "
        f"{sum(bool(d.unverified) for d in demands)} chưa xác minh; "
        f"căn cứ: {', '.join(f'{n} {document}' for document, n in documents.most_common())}."
    )


def _check_order(item: Item, findings: Findings) -> None:
    """An item has its place on the line of time, and what its sign is measured against."""
    if item.limit is None and item.timing is None:
        findings.errors.append("không có limit hay timing nên không xếp được thứ tự.")
    kind = item.sign.kind if item.sign else "words"
    ceilings = {(d.ceiling.unit, d.ceiling.per) for d in item.demands() if d.ceiling}
    if kind == "duration" and not any(unit == "giờ" for unit, _ in ceilings):
        findings.errors.append("dấu hiệu 'duration' cần ceiling tính bằng giờ.")
    if kind == "times a day" and ("lần", "ngày") not in ceilings:
        findings.errors.append("dấu hiệu 'times a day' cần ceiling số lần mỗi ngày.")
    if kind == "interval" and not any(d.limit for d in item.demands()):
        findings.errors.append("dấu hiệu 'interval' cần limit.")


def _check_condition(when: Condition, above: Iterable[tuple[str, Condition]], findings: Findings) -> None:
    """A condition that those above it always rule out. Steps are left out: a case may have several."""
    for whose, outer in above:
        for name in sorted(when.model_fields_set & outer.model_fields_set - {"activity"}):
            ours, theirs = getattr(when, name), getattr(outer, name)
            if ours in (None, ()) or theirs in (None, ()):
                continue  # asks for nothing
            if set(ours).isdisjoint(theirs) if isinstance(ours, tuple) else ours is not theirs:
                findings.errors.append(f"điều kiện {name} không bao giờ gặp được điều kiện của {whose}.")


def _check_figures(
    demand: Demand, words: _Words, titles: Iterable[str], bases: Iterable[str], findings: Findings
) -> None:
    """Numbers, ages and stretches of time of the sentences.

    Titles of documents count for whom they are about, and a sentence may cite the bases of any demand of its item.
    """
    ours = " ".join([demand.says, *([demand.act] if isinstance(demand, Item) else [])])
    ours = _NOT_YET.sub("dưới", _PREMISE.sub(" ", _A_DAY_AND_NIGHT.sub("24 giờ", ours)))
    theirs = "\n".join([words.joined, *titles])
    citable = f"{words.joined} {' '.join(bases)}"
    for cited in _CITED.findall(ours):  # "các điều 183, 186, 421" names Điều 421
        if cited not in citable and ("/" in cited or not numbers(cited) <= numbers(citable)):
            findings.errors.append(f"“{cited}” không có trong văn bản và không phải căn cứ của mục.")
    ours = _CITED.sub(" ", ours)
    known = numbers(theirs) | {int(q.value) for q in find_quantities(words.joined)}
    for number in sorted(numbers(ours) - known):
        findings.errors.append(f"số {number} không có trong văn bản.")
    given = {(q.value, q.unit) for q in find_quantities(words.joined)}
    for quantity in find_quantities(ours):
        if quantity.unit not in _UNITS or (quantity.value, quantity.unit) in given:
            continue
        stretch = ours[quantity.start : quantity.end]
        told = findings.unchecked if stretch.startswith(("một", "Một")) else findings.errors  # often a mere article
        told.append(f"“{stretch}” không có trong văn bản.")
    for word, number in sorted(ages(ours) - ages(theirs)):
        if word or number not in {n for _, n in ages(theirs)}:
            findings.errors.append(f"“{f'{word} {number}'.strip()} tuổi” không có trong văn bản.")
    for word in sorted(set(_NUMBER_WORD.findall(ours.lower()))):
        if not words.find(rf"\b{word}\b") and not any(
            q.value == TIMES.index(word) + 1 for q in find_quantities(words.joined)
        ):
            findings.unchecked.append(f"số viết bằng chữ {word!r} không có trong văn bản; người đọc tự đếm.")


def _check_limit(limit: TimeLimit, words: _Words, demand: Demand, findings: Findings) -> None:
    """Figure and unit stand in a basis, which counts them the same way."""
    said = f"{limit.number} {limit.unit}"
    scopes = [s for s in words.scopes.values() if re.search(figure(limit.number, limit.unit), s.lower())]
    if not scopes:
        findings.errors.append(f"thời hạn {said} không có trong văn bản.")
        return
    back = any(counts_back(limit.number, limit.unit, s) for s in scopes)
    since = [moment for s in scopes for moment in counted_from(limit.number, limit.unit, s)]
    if limit.before and not back:
        findings.errors.append(f"{said} ghi tính lùi (before) mà văn bản không tính lùi.")
    elif not limit.before and back and not since:
        findings.errors.append(f"văn bản tính lùi {said} mà thời hạn không ghi before.")
    elif not limit.before and not since:
        findings.unchecked.append(f"sau {said} văn bản không ghi “kể từ …”; mốc “{limit.event.value}” xem bằng mắt.")
    events = set(syllables(f"{limit.event.value} {limit.or_since.value if limit.or_since else ''}")) - _FILLERS
    if since and not any(events & set(syllables(moment)) for moment in since):
        findings.unchecked.append(f"mốc “{limit.event.value}” của {said} khác lời văn “{since[0]}”; xem bằng mắt.")
    if limit.custody and not any(re.search("tạm giữ|tạm giam", s.lower()) for s in scopes):
        findings.errors.append(f"{said} ghi custody mà văn bản không nói tạm giữ, tạm giam.")
    if limit.two_thirds and not any(pid.contains(TWO_THIRDS) for pid in demand.provisions()):
        findings.errors.append(f"two_thirds mà căn cứ không có {TWO_THIRDS}.")


def _check_ceiling(ceiling: Ceiling, words: _Words, findings: Findings) -> None:
    """“không quá hai lần trong 01 ngày”, “mỗi lần không quá 02 giờ”."""
    most = rf"(?:không (?:được )?(?:vượt )?quá|tối đa) {figure(ceiling.number, ceiling.unit)}"
    each = _EACH[ceiling.per]
    between = (
        r"(?:(?!\b(?:lần|ngày|giờ)\b)[^,.;\n])*"  # "trong 01 ngày và mỗi lần không quá 02 giờ" is no ceiling a day
    )
    if not words.find(rf"{each}{between}{most}|{most}{between}{each}"):
        findings.errors.append(f"mức trần {ceiling.number} {ceiling.unit} mỗi {ceiling.per} không có trong văn bản.")


def _check_modality(demand: Demand, words: _Words, findings: Findings) -> None:
    if any(carries(demand.modality, scope) for scope in words.scopes.values()):
        return
    if demand.modality == "không được" and (demand.ceiling or demand.limit) and words.find("không quá"):
        return  # more than the figure is what is forbidden
    if demand.modality == "phải":
        beside = "; chỗ ấy còn có “có thể”, đọc kỹ" if carries("có thể", words.joined) else ""
        findings.unchecked.append(f"“phải”: văn bản dùng lối kể, không có từ chỉ nghĩa vụ{beside}.")
        return
    findings.errors.append(f"“{demand.modality}” nhưng văn bản không có từ nào mang nghĩa ấy.")
