// The tab Tập huấn: the form, a lesson's lines moved, edited, left out; the keyboard; what is typed outlives a redraw.
(() => {
	"use strict";
	const page = window.kholuat;
	const PRINTED = "kholuat-review-printed"; // the same office as on reports
	const FORM = "kholuat-lesson-form";
	const one = (selector, within = document) => within.querySelector(selector);
	const all = (selector, within = document) => [...within.querySelectorAll(selector)];
	const here = () => page.tabOf(location.search) === "tap-huan";
	const kept = (store, key) => {
		try {
			return JSON.parse(store().getItem(key) || "{}");
		} catch {
			return {};
		}
	};
	const keep = (store, key, value) => {
		try {
			store().setItem(key, JSON.stringify(value));
		} catch {
			// a browser that keeps nothing asks again
		}
	};
	const local = () => localStorage;
	const session = () => sessionStorage;
	let drawing = false; // the page is being drawn anew: what closes now is not closed by anybody
	const tell = (data) => {
		drawing = true;
		page.tell("lesson", { ...data, search: location.search });
	};

	// What a redraw must not lose: open details, unfinished words, the place of the keyboard ------------------------------
	const opened = new Set();
	const closed = new Set();
	const drafts = new Map(); // form and field -> what is typed and not yet saved
	let aimed = ""; // where the keyboard goes after the redraw
	const nameOf = (form) => `${form.dataset.lessonForm} ${form.dataset.part || ""} ${form.dataset.key || ""}`;
	const forget = (form) => {
		for (const name of [...drafts.keys()]) if (name.startsWith(`${nameOf(form)}|`)) drafts.delete(name);
		const box = form.closest("[data-open]");
		opened.delete(box.dataset.open);
		return box;
	};
	document.addEventListener(
		"toggle",
		(event) => {
			const box = event.target;
			if (drawing || !box.matches?.("#lesson [data-open]")) return;
			(box.open ? opened : closed).add(box.dataset.open);
			(box.open ? closed : opened).delete(box.dataset.open);
		},
		true,
	);
	const selector = (data) =>
		["lesson", "part", "key", "value"].filter((n) => data[n] !== undefined).map((n) => `[data-${n}="${CSS.escape(data[n])}"]`).join("");
	const restored = () => {
		drawing = false;
		for (const box of all("#lesson [data-open]")) {
			if (opened.has(box.dataset.open)) box.open = true;
			else if (closed.has(box.dataset.open)) box.open = false;
		}
		for (const form of all("#lesson [data-lesson-form]"))
			for (const field of form.elements) {
				const draft = field.name && drafts.get(`${nameOf(form)}|${field.name}`);
				if (draft === undefined || draft === "") continue;
				if (field.type === "radio") field.checked = field.value === draft;
				else field.value = draft;
			}
		const printed = kept(local, PRINTED);
		for (const field of all("[data-lesson-printed]")) field.value = printed[field.dataset.lessonPrinted] || "";
		const official = one("[data-lesson-official]");
		if (official) official.checked = Boolean(printed.official);
	};

	let lesson = ""; // the one that was shown last
	page.lesson = (acted = false) =>
		page.drawn(() => {
			const shown = one("#lesson [data-state]");
			if (!shown || !here()) {
				drawing = false;
				return;
			}
			const form = one("[data-teach-form]");
			if (form) refill(form);
			sift();
			const now = one("#lesson .lesson")?.dataset.id || "";
			if (now !== lesson) {
				opened.clear();
				closed.clear();
				drafts.clear();
				aimed = "";
			}
			restored();
			page.moveTo(shown.dataset.state, !acted || now === lesson);
			const aim = aimed && (one(`#lesson ${aimed}`) || one("#lesson-told button"));
			const problem = one("#lesson-problem [role=alert]");
			if (aim && !aim.disabled) aim.focus({ preventScroll: false });
			else if (now !== lesson) {
				one("#lesson-title")?.focus({ preventScroll: true });
				window.scrollTo(0, 0);
			}
			if (problem) problem.scrollIntoView({ block: "nearest" });
			lesson = now;
			aimed = "";
		});

	// The bank: its list is filtered here, and stays so when it is drawn anew ---------------------------------------------
	const wanted = {};
	const sift = () => {
		const bank = one("#lesson [data-bank]");
		if (!bank || !one("[data-bank-row]", bank)) return;
		for (const field of all("[data-bank-filter]", bank)) field.value = wanted[field.name] || "";
		const words = (wanted.words || "").trim().toLowerCase();
		let shown = 0;
		for (const row of all("[data-bank-row]", bank)) {
			const { state, level, documents, review } = row.dataset;
			const fits =
				(!words || row.textContent.toLowerCase().includes(words)) &&
				(!wanted.state || wanted.state === state || (wanted.state === "cần xem lại" && review !== undefined)) &&
				(!wanted.level || wanted.level === level) &&
				(!wanted.document || documents.split("|").includes(wanted.document));
			row.hidden = !fits;
			shown += fits ? 1 : 0;
		}
		one("[data-bank-shown]", bank).textContent = shown;
	};
	document.addEventListener("input", (event) => {
		const field = event.target;
		if (!field.matches?.("[data-bank-filter]")) return;
		wanted[field.name] = field.value;
		sift();
	});

	// The form ----------------------------------------------------------------------------------------------------------
	const filled = (form) => {
		const fields = Object.fromEntries(new FormData(form));
		delete fields.checklist;
		return { ...fields, checklists: new FormData(form).getAll("checklist") };
	};
	const refill = (form) => {
		const draft = kept(session, FORM);
		for (const field of form.elements) {
			if (field.name === "checklist") field.checked = (draft.checklists || []).includes(field.value);
			else if (field.name && draft[field.name]) field.value = draft[field.name];
		}
		if (draft.documents || draft.checklists?.length || draft.level) one(".more", form).open = true;
	};
	page.taught = () =>
		page.drawn(() => {
			for (const button of all("[data-teach-form] [type=submit]")) button.disabled = false;
			const made = one("#lesson-progress [data-made]");
			if (made && here() && one("[data-teach-form]")) {
				page.moveTo(made.dataset.made);
				page.go();
			}
			one("#lesson-problem [role=alert]")?.scrollIntoView({ block: "nearest" });
		});

	document.addEventListener("input", (event) => {
		const form = event.target.form;
		if (!form) return;
		if (form.matches("[data-teach-form]")) keep(session, FORM, filled(form));
		else if (form.matches("[data-lesson-form]") && event.target.name) drafts.set(`${nameOf(form)}|${event.target.name}`, event.target.value);
	});
	document.addEventListener("submit", (event) => {
		const form = event.target;
		if (form.matches("[data-teach-form]")) {
			event.preventDefault();
			keep(session, FORM, filled(form));
			one("[type=submit]", form).disabled = true;
			page.tell("teach", filled(form));
		} else if (form.matches("[data-lesson-form]")) {
			event.preventDefault();
			const { lessonForm: action, part = "", key = "" } = form.dataset;
			const fields = Object.fromEntries(new FormData(form));
			aimed = `[data-open="${CSS.escape(form.closest("[data-open]").dataset.open)}"] > summary`;
			forget(form);
			tell({ action, part, key, fields });
		}
	});
	document.addEventListener("change", (event) => {
		const field = event.target;
		if (!(field instanceof Element)) return;
		if (field.matches("[data-lesson-field]")) {
			if (field.dataset.lessonField === "minutes") {
				const total = all('[data-lesson-field="minutes"]').reduce((sum, each) => sum + (Number(each.value) || 0), 0);
				one("[data-total]").textContent = total;
				const head = one(`#head-${field.dataset.part} .quiet`);
				if (head) head.textContent = `${field.value} phút`;
			}
			tell({ action: field.dataset.lessonField, part: field.dataset.part, value: field.value });
		} else if (field.matches("[data-lesson-printed]")) keep(local, PRINTED, { ...kept(local, PRINTED), [field.dataset.lessonPrinted]: field.value.trim() });
		else if (field.matches("[data-lesson-official]")) keep(local, PRINTED, { ...kept(local, PRINTED), official: field.checked });
	});

	// Lines -------------------------------------------------------------------------------------------------------------
	let moving = null; // the line that the keyboard moves
	const done = async (button) => {
		const data = button.dataset;
		if (data.confirm && !(await page.confirmed(data.confirm, data.confirmYes))) return;
		aimed = data.lesson.startsWith("move") ? selector(data) : "";
		if (["leave-out", "put-back", "replace", "renew", "settle", "restore"].includes(data.lesson)) aimed = "#nowhere";
		if (data.lesson === "restore") for (const name of [...drafts.keys()]) if (name.includes(` ${data.part} ${data.key}|`)) drafts.delete(name);
		tell({ action: data.lesson, part: data.part || "", key: data.key || "", value: data.value || "" });
	};
	document.addEventListener("click", (event) => {
		const found = event.target instanceof Element && event.target.closest("[data-lesson], [data-topic], [data-cancel], [data-keys], [data-to], [data-lesson-file]");
		if (!found) return;
		const data = found.dataset;
		if ("lesson" in data) done(found);
		else if ("topic" in data) {
			const field = one('[data-teach-form] [name="topic"]');
			field.value = data.topic;
			field.dispatchEvent(new Event("input", { bubbles: true }));
			field.focus();
		} else if ("cancel" in data) {
			const box = forget(found.form);
			found.form.reset();
			box.open = false;
			one("summary", box).focus();
		} else if ("keys" in data) {
			const shown = found.getAttribute("aria-pressed") !== "true";
			found.setAttribute("aria-pressed", String(shown));
			found.textContent = shown ? "Ẩn mọi đáp án" : "Hiện mọi đáp án";
			for (const box of all("#lesson .answer-key")) box.open = shown;
		} else if ("to" in data) {
			event.preventDefault();
			const part = document.getElementById(data.to);
			part.scrollIntoView({ block: "start" });
			one("h3", part).focus({ preventScroll: true });
		} else {
			const address = new URL(found.href);
			const printed = kept(local, PRINTED);
			if (printed.official) address.searchParams.set("the-thuc", "1");
			for (const [name, value] of Object.entries(printed)) if (name !== "official" && value) address.searchParams.set(name, value);
			found.href = address.href;
		}
	});
	document.addEventListener("keydown", (event) => {
		if (!event.altKey || event.ctrlKey || event.metaKey || !here()) return;
		const step = { ArrowUp: "-1", ArrowDown: "1" }[event.key];
		const line = step && event.target.closest?.("#lesson [data-line]");
		if (line && !event.target.matches("textarea, input")) {
			event.preventDefault();
			moving = { part: line.dataset.part, key: line.dataset.key };
			one(`[data-lesson="move"][data-value="${step}"]`, line)?.click();
		} else if (step && moving && document.activeElement === document.body) {
			// pressed again while the lesson is drawn anew
			event.preventDefault();
			aimed = selector({ lesson: "move", ...moving, value: step });
			tell({ action: "move", ...moving, value: step });
		}
	});
	document.addEventListener("focusin", (event) => {
		const line = event.target.closest?.("#lesson [data-line]");
		if (moving && line?.dataset.key !== moving.key) moving = null;
	});
	addEventListener("beforeprint", () => {
		for (const box of all("#lesson .quotes[open], #lesson .edit[open]")) box.open = false;
	});
})();
