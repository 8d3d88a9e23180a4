// The page's own script: addresses without reloads, jumps to places, questions before loss, copying. No library, no network.
(() => {
	"use strict";
	const TABS = { "hoi-dap": "/", "tra-cuu": "?trang=tra-cuu", "danh-muc": "?trang=danh-muc", "ra-soat": "?trang=ra-soat", "tap-huan": "?trang=tap-huan", kho: "?trang=kho" };
	// on a narrow screen the last tabs stand in a menu, by their labels only
	const LABELS = { "Hỏi đáp": "hoi-dap", "Tra cứu": "tra-cuu", "Danh mục thân thiện": "danh-muc", "Rà soát xung đột": "ra-soat", "Tập huấn": "tap-huan", "Kho văn bản": "kho" };
	const last = { ...TABS }; // the address each tab was left at
	let send = null; // set when the page is connected to the server
	const waiting = [];

	const tabOf = (search) => {
		const fields = new URLSearchParams(search);
		return fields.has("doc") ? "kho" : fields.get("trang") in TABS ? fields.get("trang") : "hoi-dap";
	};
	const here = () => location.search || "/";
	const tell = (name, data = {}) => (send ? send(name, data) : waiting.push([name, data]));
	// Wait until Gradio has drawn what it was given.
	const drawn = (act) => setTimeout(() => requestAnimationFrame(act), 60);

	const show = (element, focus = true) => {
		if (!element) return;
		for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
		// a clause is shown with its article's heading above it
		element.scrollIntoView({ block: element.matches("p") ? "center" : "start", behavior: "instant" });
		if (focus) element.focus({ preventScroll: true });
		element.classList.remove("aimed");
		void element.offsetWidth; // restart the animation
		element.classList.add("aimed");
	};

	const moveTo = (address, replace = false) => {
		if (address === here()) return;
		history[replace ? "replaceState" : "pushState"](null, "", address);
		last[tabOf(location.search)] = here();
	};
	const go = () => {
		last[tabOf(location.search)] = here();
		tell("go"); // the address goes along when it is sent, see page.py
	};

	window.kholuat = {
		connect(trigger) {
			send = trigger;
			for (const [name, data] of waiting.splice(0)) send(name, data);
		},
		// everything the page opens with has been drawn
		opened() {
			document.getElementById("opening")?.remove();
		},
		newest() {
			drawn(() => {
				const turn = document.querySelector("#thread [data-newest]");
				if (turn) turn.scrollIntoView({ block: "start", behavior: "instant" });
			});
		},
		document() {
			drawn(() => {
				const body = document.querySelector("#document .articles");
				const heading = document.getElementById("document-title");
				if (!new URLSearchParams(location.search).has("doc")) return;
				const place = body && (document.getElementById(body.dataset.target) || document.getElementById(body.dataset.targetEntry));
				const open = document.querySelector("#document .contents details[open]");
				if (open) open.parentElement.scrollTop = open.offsetTop - open.parentElement.offsetTop - 40;
				if (place) show(place);
				else {
					window.scrollTo(0, 0);
					if (heading) heading.focus({ preventScroll: true });
				}
			});
		},
		results() {
			drawn(() => {
				const state = document.querySelector("#search-results [data-state]");
				if (state && tabOf(location.search) === "tra-cuu") moveTo(state.dataset.state, true);
			});
		},
		emptyQuestion() {
			drawn(() => document.querySelector("#question textarea")?.focus());
		},
		// what the scripts of the tabs need of this one
		tell, drawn, moveTo, go, tabOf,
		confirmed: (text, yes) => confirmed(text, yes),
	};

	// A question before loss; Escape and "Không" leave everything as it is.
	const confirmed = (text, yes) =>
		new Promise((resolve) => {
			const box = document.createElement("dialog");
			box.className = "ask-first";
			const words = document.createElement("p");
			words.textContent = text;
			words.id = "ask-first-words";
			box.setAttribute("aria-labelledby", words.id);
			const row = document.createElement("form");
			row.method = "dialog";
			for (const [label, value] of [["Không", ""], [yes, "yes"]]) {
				const button = document.createElement("button");
				button.textContent = label;
				button.value = value;
				if (value) button.className = "danger";
				row.append(button);
			}
			box.append(words, row);
			box.addEventListener("close", () => {
				box.remove();
				resolve(box.returnValue === "yes");
			});
			document.body.append(box);
			box.showModal();
		});

	const copy = async (text) => {
		try {
			await navigator.clipboard.writeText(text);
			return true;
		} catch {
			// Pages served to other machines over plain http have no clipboard; the old way still works there.
			const area = document.createElement("textarea");
			area.value = text;
			document.body.append(area);
			area.select();
			const done = document.execCommand("copy");
			area.remove();
			return done;
		}
	};

	document.addEventListener("click", async (event) => {
		const tab = event.target instanceof Element && event.target.closest('[role="tab"], .overflow-dropdown button');
		const name = tab && (Object.keys(TABS).find((n) => tab.id.startsWith(`tab-${n}`)) ?? LABELS[tab.textContent.trim()]);
		if (name && tabOf(location.search) !== name) moveTo(last[name]);
		const found = event.target instanceof Element && event.target.closest("[data-go], [data-jump], [data-send], [data-copy]");
		if (!found) return;
		const data = found.dataset;
		if (found.matches("a")) {
			if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
			event.preventDefault();
			if ("keep" in data) moveTo(found.getAttribute("href"));
			if ("jump" in data) show(document.getElementById(data.jump));
			else {
				moveTo(found.getAttribute("href"));
				go();
			}
		} else if ("copy" in data) {
			const done = await copy(document.getElementById(data.copy).value);
			const label = found.textContent;
			found.textContent = done ? "Đã chép" : "Không chép được";
			found.setAttribute("aria-live", "polite");
			setTimeout(() => (found.textContent = label), 2000);
		} else {
			if (data.confirm && !(await confirmed(data.confirm, data.confirmYes))) return;
			tell(data.send, { action: data.action || "", value: data.value || "" });
		}
	});
	// The checklist: ticks and notes are kept as they are made, and the list itself stays where it is
	const decider = () => document.querySelector("[data-decider]");
	const tick = (field) => {
		if (field.dataset.tick === "verdict" && field.value && !decider()?.value) {
			// refused by the server: what is shown must be what is kept
			setTimeout(() => (field.value = [...field.options].find((option) => option.defaultSelected)?.value ?? ""));
		}
		const kind = field.dataset.tick;
		const value = kind === "done" ? field.checked : field.value;
		if (kind === "done") field.closest(".item").classList.toggle("done", value);
		tell("tick", { action: kind, key: field.dataset.key, value, by: decider()?.value || "" });
	};
	let procedure = "";
	const filter = () => {
		for (const section of document.querySelectorAll("#checklist .lists section")) {
			const items = [...section.querySelectorAll(".item")];
			for (const item of items) item.hidden = procedure !== "" && item.dataset.procedure !== procedure;
			section.hidden = items.every((item) => item.hidden);
		}
	};
	document.addEventListener("change", (event) => {
		const field = event.target;
		if (!(field instanceof Element)) return;
		if (field.matches("[data-tick]")) tick(field);
		else if (field.matches("[data-change]")) tell("case", { action: field.dataset.change, key: field.dataset.key, value: field.value });
		else if (field.matches("[data-hide]")) document.body.classList.toggle(field.dataset.hide, field.checked);
		else if (field.matches("[data-procedures]")) {
			procedure = field.value;
			filter();
		}
		else if (field.matches("[data-decider]")) localStorage.setItem("kholuat-decider", field.value);
	});
	// A list drawn anew keeps the filters and the place of the keyboard
	let held = "";
	const redrawn = () => {
		document.querySelector('.overflow-menu > [aria-label="More tabs"]')?.setAttribute("aria-label", "Các tab khác");
		const list = document.querySelector("#checklist .checklist");
		if (!list || "seen" in list.dataset) return;
		list.dataset.seen = "";
		for (const box of list.querySelectorAll("[data-hide]")) box.checked = document.body.classList.contains(box.dataset.hide);
		const choice = list.querySelector("[data-procedures]");
		choice.value = [...choice.options].some((option) => option.value === procedure) ? procedure : "";
		procedure = choice.value;
		filter();
		const by = list.querySelector("[data-decider]");
		if (by && !by.value) by.value = localStorage.getItem("kholuat-decider") || "";
		const field = held && [...list.querySelectorAll("[data-change]")].find((each) => `${each.dataset.key} ${each.type === "radio" ? each.value : ""}` === held);
		if (field && document.activeElement === document.body) field.focus();
	};
	new MutationObserver(redrawn).observe(document, { childList: true, subtree: true });
	document.addEventListener("focusin", (event) => {
		const field = event.target;
		held = field.matches?.("[data-change]") ? `${field.dataset.key} ${field.type === "radio" ? field.value : ""}` : "";
	});
	document.addEventListener("input", (event) => {
		// a note grows with what is written in it
		if (!event.target.matches?.("textarea[data-tick]")) return;
		event.target.style.height = "auto";
		event.target.style.height = `${event.target.scrollHeight + 2}px`;
	});
	document.addEventListener("click", (event) => {
		if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
	});
	window.addEventListener("popstate", go);
	document.documentElement.lang = "vi";
})();
