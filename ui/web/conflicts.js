// The tab Rà soát xung đột: pickers of documents, filters, the keyboard, the reviewer's name. Texts only by textContent.
(() => {
	"use strict";
	const page = window.kholuat;
	const NAME = "kholuat-reviewer";
	const PRINTED = "kholuat-review-printed";
	const one = (selector, within = document) => within.querySelector(selector);
	const all = (selector, within = document) => [...within.querySelectorAll(selector)];
	const here = () => page.tabOf(location.search) === "ra-soat";
	const stored = (key) => {
		try {
			return localStorage.getItem(key) || "";
		} catch {
			return "";
		}
	};
	const store = (key, value) => {
		try {
			localStorage.setItem(key, value);
		} catch {
			// a browser that keeps nothing asks again
		}
	};
	const tell = (name, data) => page.tell(name, { ...data, search: location.search });
	const open = (address) => {
		page.moveTo(address);
		page.go();
	};
	const make = (tag, fields = {}, ...children) => {
		const element = Object.assign(document.createElement(tag), fields);
		element.append(...children);
		return element;
	};

	// Choosing documents ------------------------------------------------------------------------------------------------
	const drafts = {}; // what was chosen when the form was last left
	const pickerOf = (element) => element.closest("[data-picker]");
	const picked = (picker) => all("[data-chosen] [data-number]", picker).map((item) => item.dataset.number);
	const count = (picker) => {
		const numbers = picked(picker);
		one("[data-picked]", picker).textContent = numbers.length ? `Đã chọn ${numbers.length} văn bản` : "Chưa chọn văn bản nào";
		drafts[picker.dataset.picker] = all("[data-chosen] [data-number]", picker).map((item) => ({ number: item.dataset.number, title: item.title }));
		for (const box of all("[data-found] input", picker)) box.checked = numbers.includes(box.value);
	};
	const pick = (picker, documents) => {
		const known = new Set(picked(picker));
		for (const { number, title } of documents) {
			if (known.has(number)) continue;
			known.add(number);
			const drop = make("button", { type: "button", textContent: "×" });
			drop.dataset.drop = "";
			drop.setAttribute("aria-label", `Bỏ chọn ${number}`);
			const item = make("li", { title }, `${number} `, drop);
			item.dataset.number = number;
			one("[data-chosen]", picker).append(item);
		}
		count(picker);
	};
	const drop = (picker, numbers) => {
		for (const item of all("[data-chosen] [data-number]", picker)) if (numbers.includes(item.dataset.number)) item.remove();
		count(picker);
	};
	const fetched = async (query) => {
		try {
			const answer = await fetch(`ra-soat/van-ban?${new URLSearchParams(query)}`);
			return answer.ok ? await answer.json() : null;
		} catch {
			return null;
		}
	};
	const fold = (picker, shown) => {
		one("[data-found]", picker).hidden = !shown;
		one("[data-find]", picker).setAttribute("aria-expanded", String(shown));
	};
	let asked = 0;
	let finding = Promise.resolve(); // the answer to what was typed last
	const find = (picker) => (finding = answered(picker));
	const answered = async (picker) => {
		const turn = ++asked;
		const answer = await fetched({ tim: one("[data-find]", picker).value });
		if (turn !== asked || !picker.isConnected) return; // only the last keystroke is answered
		const list = one("[data-found]", picker);
		list.textContent = "";
		for (const { number, title } of answer?.documents ?? []) {
			const box = make("input", { type: "checkbox", value: number });
			box.dataset.title = title;
			list.append(make("li", {}, make("label", {}, box, make("strong", { textContent: number }), make("span", { textContent: title }))));
		}
		const more = (answer?.count ?? 0) - (answer?.documents.length ?? 0);
		const said = !answer ? "Chưa hỏi được kho; hãy thử lại." : !answer.count ? "Không có văn bản nào khớp trong các văn bản có nguyên văn." : more ? `và ${more} văn bản khác; gõ thêm để thu hẹp` : "";
		if (said) list.append(make("li", { className: "quiet", textContent: said }));
		fold(picker, picker.contains(document.activeElement));
		count(picker);
	};
	const prepared = (form) => {
		if ("ready" in form.dataset) return;
		form.dataset.ready = "";
		for (const picker of all("[data-picker]", form)) {
			const draft = drafts[picker.dataset.picker];
			if (!picked(picker).length && draft) pick(picker, draft);
			count(picker);
		}
	};
	document.addEventListener("focusin", (event) => {
		for (const picker of all("[data-picker]")) if (!picker.contains(event.target)) fold(picker, false);
		if (event.target.matches?.("[data-find]")) find(pickerOf(event.target));
	});
	document.addEventListener("pointerdown", (event) => {
		for (const picker of all("[data-picker]")) if (!one(".finder", picker).contains(event.target)) fold(picker, false);
	});
	document.addEventListener("input", (event) => {
		if (event.target.matches?.("[data-find]")) find(pickerOf(event.target));
	});
	const started = (form) => {
		const fields = new FormData(form);
		const [documents, others] = ["documents", "others"].map((name) => picked(one(`[data-picker="${name}"]`, form)));
		run({ action: "start", documents, others, against: fields.get("against"), types: fields.getAll("type"), day: fields.get("day") });
	};

	// A review ----------------------------------------------------------------------------------------------------------
	let row = ""; // the line of the queue that was opened last
	let typed = ""; // the filter that was used last
	let pending = null; // a verdict that waits for the reviewer's name
	const named = () => one("[data-judge-name]")?.value.trim() || "";
	const judge = (verdict) => {
		if (!named()) {
			pending = verdict;
			one("[data-judge-problem]").hidden = false;
			one("[data-judge-name]").focus();
			return;
		}
		pending = null;
		store(NAME, named());
		const key = one("#review .pair").dataset.key;
		tell("review", { action: "judge", value: verdict, key, by: named(), note: one("[data-judge-note]").value });
	};
	const recall = (pair) => {
		// the reviewer's own word of this pair, to be seen and changed
		const name = one("[data-judge-name]", pair);
		if (!name.value) name.value = stored(NAME);
		const mine = all(".opinions [data-reviewer]", pair).find((each) => each.dataset.reviewer.toLowerCase() === name.value.trim().toLowerCase());
		const note = one("[data-judge-note]", pair);
		if (mine && !note.value) note.value = mine.dataset.note;
		for (const button of all("[data-verdict]", pair)) {
			const given = mine && !mine.classList.contains("stale") && mine.dataset.verdictGiven === button.dataset.verdict;
			button.setAttribute("aria-pressed", String(Boolean(given)));
		}
	};
	const report = (link) => {
		// what is to be printed goes with the address of the report
		const address = new URL(link.href);
		for (const [name, value] of Object.entries(JSON.parse(stored(PRINTED) || "{}"))) if (value) address.searchParams.set(name, value);
		link.href = address.href;
	};
	// The framework alters what is shown piece by piece: fields would keep what was typed on another pair, or another choice of filters
	let view = "";
	const renewed = () => {
		const shown = one("#review [data-state]");
		if (!shown) return;
		const form = one("[data-review-form]", shown);
		const token = shown.dataset.key ?? shown.dataset.state;
		if (token !== view) {
			view = token;
			for (const each of all("form", shown)) each.reset();
			if (shown.matches(".pair")) recall(shown);
			for (const field of all("[data-printed]", shown)) field.value = JSON.parse(stored(PRINTED) || "{}")[field.dataset.printed] || "";
		}
		if (form) prepared(form);
	};
	new MutationObserver(renewed).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-state"] });
	// After every redrawing; ``arriving``: the page has just been opened, and somebody may be typing already
	page.review = (acted = false, arriving = false) =>
		page.drawn(() => {
			const shown = one("#review [data-state]");
			const pair = one("#review .pair");
			if (pair) recall(pair);
			if (!shown || !here() || (arriving && typing(document.activeElement))) return;
			if (acted) page.moveTo(shown.dataset.state); // else the address asked for what is shown, and may have moved on since
			const problem = one("#review-problem [role=alert]");
			const back = !pair && row && one(`[data-row="${row}"]`);
			const filter = !pair && typed && one(`[data-review-filter] [name="${typed}"]`);
			if (pair) row = new URLSearchParams(location.search).get("cap") || "";
			(filter || back || one("#review-title"))?.focus({ preventScroll: true });
			typed = "";
			if (problem) problem.scrollIntoView({ block: "nearest" });
			else if (back && !filter) back.scrollIntoView({ block: "nearest" });
			else if (pair) window.scrollTo(0, 0);
		});
	// After a run a form that is still open, or the list as far as it was found, gives way to the whole list; a page opened while one runs listens too
	let listening = 0;
	const run = (data) => {
		window.scrollTo(0, 0);
		tell("run", { ...data, listening: listening > 0 });
		listening += 1;
	};
	page.ran = (arriving = false) =>
		page.drawn(() => {
			if (!arriving) listening -= 1;
			else if (one("#reviews [data-running]")) run({ action: "follow" });
			const finished = one("#review-progress [data-finished]");
			const review = (address) => new URLSearchParams(address).get("luot");
			const waits = one("[data-review-form]") || (one("#review .queue") && finished && review(location.search) === review(finished.dataset.finished));
			if (finished && here() && waits) open(one("[data-review-form]") ? finished.dataset.finished : location.search);
			one("#review-problem [role=alert]")?.scrollIntoView({ block: "center" });
		});

	const filtered = (form) => {
		const fields = new URLSearchParams();
		for (const [name, value] of new FormData(form)) if (String(value).trim()) fields.append(name, String(value).trim());
		if (location.search !== `?${fields}`) open(`?${fields}`); // Enter in a changed field is a change and a submission
	};
	document.addEventListener("submit", (event) => {
		if (!event.target.matches("[data-review-form], [data-review-filter], [data-judge]")) return;
		event.preventDefault();
		if (event.target.matches("[data-review-filter]")) filtered(event.target);
		else if (event.target.matches("[data-review-form]")) started(event.target);
	});
	document.addEventListener("change", (event) => {
		const field = event.target;
		if (!(field instanceof Element)) return;
		if (field.matches("[data-found] input")) (field.checked ? pick : drop)(pickerOf(field), field.checked ? [{ number: field.value, title: field.dataset.title }] : [field.value]);
		else if (field.matches("[data-review-filter] *")) {
			typed = field.name;
			filtered(field.form);
		} else if (field.matches('[data-review-form] [name="against"]')) one("[data-others]").hidden = field.value !== "others";
		else if (field.matches("[data-judge-name]")) {
			if (named()) store(NAME, named());
			recall(field.closest(".pair"));
		}
		else if (field.matches("[data-printed]")) store(PRINTED, JSON.stringify({ ...JSON.parse(stored(PRINTED) || "{}"), [field.dataset.printed]: field.value.trim() }));
	});
	document.addEventListener("click", async (event) => {
		const found = event.target instanceof Element && event.target.closest("[data-review], [data-run], [data-verdict], [data-pick-all], [data-drop-all], [data-drop], [data-types], [data-report]");
		if (!found) return;
		const data = found.dataset;
		if ("report" in data) report(found);
		else if ("verdict" in data) judge(data.verdict);
		else if ("run" in data) run({ action: data.run, value: data.value });
		else if ("review" in data) {
			if (data.confirm && !(await page.confirmed(data.confirm, data.confirmYes))) return;
			tell("review", { action: data.review, value: data.value || "", key: data.key || "" });
		} else if ("pickAll" in data) pick(pickerOf(found), (await fetched({ "danh-muc": "1" }))?.documents ?? []);
		else if ("dropAll" in data) drop(pickerOf(found), picked(pickerOf(found)));
		else if ("drop" in data) drop(pickerOf(found), [found.closest("[data-number]").dataset.number]);
		else for (const box of all('[name="type"]', found.form)) box.checked = data.types === "all";
	});

	const typing = (element) => element?.matches?.('textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"])');
	document.addEventListener("keydown", (event) => {
		const field = event.target;
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !here() || one("dialog[open]")) return;
		if (field.matches?.("[data-find]")) {
			if (event.key === "Enter") {
				event.preventDefault();
				const picker = pickerOf(field);
				finding.then(() => one("[data-found] input", picker)?.click()); // never one of what was typed before
				field.select(); // the next one is typed over it
			} else if (event.key === "Escape") {
				event.preventDefault(); // what was typed stays
				asked += 1; // an answer on its way opens nothing any more
				fold(pickerOf(field), false);
			}
			else if (event.key === "ArrowDown") one("[data-found] input", pickerOf(field))?.focus();
			return;
		}
		if (field.matches?.("[data-judge-name]") && event.key === "Enter" && pending) {
			event.preventDefault();
			judge(pending);
			return;
		}
		if (typing(field) || field.closest?.('[role="tablist"]')) return;
		const pair = one("#review .pair");
		if (pair) {
			const verdict = all("[data-verdict]", pair)[Number(event.key) - 1];
			const link = { j: "[data-next]", ArrowRight: "[data-next]", k: "[data-previous]", ArrowLeft: "[data-previous]", Escape: "[data-back]" }[event.key];
			if (verdict) judge(verdict.dataset.verdict);
			else if (link) one(link, pair)?.click();
			else return;
			event.preventDefault();
			return;
		}
		const rows = all("#review [data-row]");
		const at = rows.indexOf(document.activeElement);
		const step = event.key === "j" || (event.key === "ArrowDown" && at >= 0) ? 1 : event.key === "k" || (event.key === "ArrowUp" && at >= 0) ? -1 : 0;
		if (!rows.length || !step) return;
		event.preventDefault();
		rows[Math.min(rows.length - 1, Math.max(0, at + step))].focus();
	});
})();
