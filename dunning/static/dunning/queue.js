// The queue: one keystroke an item. What is answered leaves at once, the next one opens, and ten seconds undo it.

import { keys, post, say } from "./workspace.js";
import { Bulk } from "./queue_bulk.js";
import { closers, digits } from "./queue_dialogs.js";
import { Undo } from "./queue_undo.js";

const page = document.getElementById("queue");
const words = page.dataset;
const one = (name, place = page) => place.querySelector(`[data-${name}]`);
const panelPlace = one("panel");
const mayAnswer = "mayAnswer" in words;
const PULSE = 10000;
const narrow = matchMedia("(max-width: 900px)");
const address = (id, what = "") => `${words.root}${id}/${what}`;
const rows = () => [...page.querySelectorAll("[data-row]")];
const current = () => page.querySelector("[data-row][aria-current]");
const rowOf = (id) => page.querySelector(`[data-row="${id}"]`);
const item = () => one("review", panelPlace);
const kept = new Map(); // panels fetched ahead, by review
let turn = 0;

// ---- opening

async function fetched(id) {
    const known = kept.get(id);
    if (known && Date.now() - known.at < 30000) return known.html;
    const html = fetch(address(id)).then((answer) => (answer.ok ? answer.text() : null)).catch(() => null);
    kept.set(id, { at: Date.now(), html });
    return html;
}

function mark(row, { scroll = true } = {}) {
    current()?.removeAttribute("aria-current");
    if (!row) return;
    row.setAttribute("aria-current", "true");
    if (scroll) row.scrollIntoView({ block: "nearest" });
}

// Keys that act wait for it: they mean the item that is marked, never the one that is still shown.
let ready = Promise.resolve();

function open(row, given) {
    ready = opening(row, given);
    return ready;
}

async function opening(row, { show = false } = {}) {
    if (!row) return clear();
    mark(row);
    if (show) page.dataset.showing = "";
    const id = row.dataset.row;
    const mine = ++turn;
    panelPlace.setAttribute("aria-busy", "true");
    const html = await fetched(id);
    if (mine !== turn) return ready;
    if (html === null) {
        kept.delete(id);
        panelPlace.replaceChildren();
        return say(document.body.dataset.saidSilent ?? words.saidGone, { refused: true });
    }
    fill(html);
    kept.delete(id);
    ahead(row);
    pulse();
}

function fill(html) {
    panelPlace.innerHTML = html;
    panelPlace.removeAttribute("aria-busy");
    panelPlace.scrollTop = 0;
    window.htmx?.process(panelPlace);
}

function ahead(row) {
    for (const next of [beside(1, row), beside(2, row)]) if (next) fetched(next.dataset.row);
}

function clear() {
    turn += 1;
    mark(null);
    delete page.dataset.showing;
    panelPlace.removeAttribute("aria-busy");
    panelPlace.replaceChildren();
    const empty = one("empty");
    if (empty) empty.hidden = rows().length > 0;
    if (!rows().length) one("more")?.click();
}

function beside(step, from = current()) {
    const all = rows();
    const place = all.indexOf(from);
    if (place < 0) return step > 0 ? all[0] : all.at(-1);
    if (step > 0 && place + step >= all.length - 5) one("more")?.click();
    return all[place + step];
}

function step(by) {
    const next = beside(by);
    if (next) open(next);
}

function back() {
    if (leaveEditor() || leaveQuestion()) return;
    delete page.dataset.showing;
    current()?.querySelector("[data-link]")?.focus({ preventScroll: true });
}

// ---- what leaves the list, and what comes back

function leaves(row) {
    const next = beside(1, row) ?? beside(-1, row);
    const place = { html: row.outerHTML, before: row.nextElementSibling, id: row.dataset.row };
    const wasOpen = row === current();
    row.remove();
    count(-1);
    if (wasOpen) open(next);
    bulk.count();
    return place;
}

function comesBack(place, html, { show = true } = {}) {
    rowOf(place.id)?.remove();
    const list = one("list");
    const before = place.before?.isConnected ? place.before : null;
    const made = document.createElement("template");
    made.innerHTML = html || place.html;
    const row = made.content.querySelector("[data-row]");
    if (!row) return;
    if (before) before.before(row);
    else list.insertBefore(row, list.querySelector(".queue-more") ?? null);
    row.removeAttribute("aria-current");
    count(1);
    kept.delete(place.id);
    if (one("empty")) one("empty").hidden = true;
    if (show) open(row);
}

function count(by) {
    const place = one("count");
    if (place && /^\d+$/.test(place.textContent)) place.textContent = Math.max(0, Number(place.textContent) + by);
    if (one("empty")) one("empty").hidden = rows().length > 0;
}

const undo = new Undo({ words, post, say, address, comesBack });

// ---- answers

function button(key) {
    return panelPlace.querySelector(`[data-key="${key}"]`);
}

async function press(key) {
    if (!mayAnswer) return say(words.saidReadonly, { refused: true });
    await ready;
    const found = button(key);
    if (found) return chosen(found);
    if (item() && !("answered" in item().dataset)) say(words.saidNone, { refused: true });
    return undefined;
}

function chosen(found) {
    const asks = found.dataset.asks;
    if (found.href) return location.assign(found.href);
    if (asks === "reason" || asks === "until") return ask(found);
    if (asks === "case") return one("case", panelPlace)?.focus();
    return answer(found, {});
}

function ask(found) {
    const form = one("ask", panelPlace);
    form.hidden = false;
    form.dataset.outcome = found.dataset.outcome;
    one("ask-label", form).textContent = found.dataset.label;
    const day = one("ask-day", form);
    day.hidden = found.dataset.asks !== "until";
    day.value = "";
    (day.hidden ? one("note", form) : day).focus();
}

function leaveQuestion() {
    const form = one("ask", panelPlace);
    if (!form || form.hidden) return false;
    form.hidden = true;
    panelPlace.focus({ preventScroll: true });
    return true;
}

async function answer(found, given) {
    const open = item();
    const row = rowOf(open.dataset.review) ?? stand(open);
    const url = address(open.dataset.review, "answer/");
    const values = { outcome: found.dataset.outcome, seen: open.dataset.seen, ...given };
    const said = `${found.dataset.label} · ${row.querySelector(".queue-title")?.textContent ?? ""}`;
    const place = leaves(row);
    const act = undo.begin(said, [place]);
    const told = await post(url, values);
    if (told && !told.refused) return act.given([place.id], told.seconds);
    act.failed();
    comesBack(place, "", { show: true });
    if (told?.refused) say(told.refused, { refused: true });
    return undefined;
}

/** An item opened by its address that the list does not show. */
function stand(open) {
    const row = document.createElement("li");
    row.className = "queue-row";
    row.dataset.row = open.dataset.review;
    one("list").prepend(row);
    return row;
}

// ---- snoozing, giving to somebody

function dialog(name) {
    if (!mayAnswer) return say(words.saidReadonly, { refused: true });
    if (current() ?? item()) one(name).showModal();
    return undefined;
}

async function snooze(until) {
    one("snooze", page).close();
    await ready;
    if (!item()) return undefined;
    const row = rowOf(item().dataset.review) ?? stand(item());
    const place = leaves(row);
    const url = address(place.id, "snooze/");
    const sent = post(url, { until });
    const forget = undo.done(words.saidSnoozed, place, (told) => post(url, told.undo), sent);
    const told = await sent;
    if (told && !told.refused) return undefined;
    forget();
    comesBack(place, "");
    if (told?.refused) say(told.refused, { refused: true });
    return undefined;
}

async function assign(owner) {
    one("assign", page).close();
    if (!mayAnswer) return say(words.saidReadonly, { refused: true });
    await ready;
    const id = item()?.dataset.review;
    if (!id) return undefined;
    const told = await post(address(id, "assign/"), { owner });
    if (!told || told.refused) return told && say(told.refused, { refused: true });
    redraw(id, told.row);
    const giveBack = async () => {
        const again = await post(address(id, "assign/"), told.undo);
        if (again) redraw(id, again.row);
        return again;
    };
    return undo.done(told.said, null, giveBack);
}

function redraw(id, html) {
    const row = rowOf(id);
    const isCurrent = row === current();
    kept.delete(id);
    if (row && html) {
        row.outerHTML = html;
        if (isCurrent) open(rowOf(id));
    }
}

// ---- editing in place

async function edit() {
    await ready;
    const form = one("editor", panelPlace);
    if (!form) return say(words.saidEdit, { refused: true });
    form.hidden = false;
    one("letter", panelPlace).hidden = true;
    const text = form.elements.text;
    text.focus();
    text.setSelectionRange(0, 0);
    form.scrollIntoView({ block: "start" });
    return undefined;
}

function leaveEditor() {
    const form = one("editor", panelPlace);
    if (!form || form.hidden) return false;
    form.reset();
    form.hidden = true;
    one("letter", panelPlace).hidden = false;
    panelPlace.focus({ preventScroll: true });
    return true;
}

async function save(form) {
    const id = item().dataset.review;
    const before = { subject: form.elements.subject.defaultValue, text: form.elements.text.defaultValue };
    const told = await saved(id, form.elements.subject.value, form.elements.text.value, item().dataset.seen);
    if (!told) return;
    undo.done(told.said, null, () => saved(told.open, before.subject, before.text, item()?.dataset.seen ?? ""));
}

async function saved(id, subject, text, seen) {
    const told = await post(address(id, "edit/"), { subject, text, seen });
    if (!told || told.refused) {
        if (told) say(told.refused, { refused: true });
        return null;
    }
    kept.clear();
    const row = rowOf(id);
    if (row && told.row) row.outerHTML = told.row;
    mark(rowOf(told.open));
    fill(told.panel);
    panelPlace.focus({ preventScroll: true });
    return told;
}

// ---- who else is here

async function pulse() {
    if (document.hidden) return;
    const shown = rows().map((row) => row.dataset.row).slice(0, 300).join(",");
    const body = new URLSearchParams({ shown, open: item()?.dataset.review ?? "" });
    const headers = { "X-CSRFToken": page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? document.querySelector("[name=csrfmiddlewaretoken]").value };
    const answer = await fetch(words.pulse, { method: "POST", body, headers }).catch(() => null);
    if (!answer?.ok) return;
    const told = await answer.json();
    for (const row of rows()) show(one("here", row), told.here[row.dataset.row]);
    show(item() && one("here", item()), told.here[item()?.dataset.review]);
    for (const id of told.gone) answered(String(id));
}

function show(place, said) {
    if (!place) return;
    if (place.textContent !== (said ?? "")) place.textContent = said ?? "";
    place.hidden = !said;
}

function answered(id) {
    if (undo.has(id)) return;
    const row = rowOf(id);
    if (!row) return;
    if (row !== current()) {
        row.remove();
        count(-1);
        return;
    }
    if ("answered" in (item()?.dataset ?? {})) return;
    kept.delete(id);
    fetched(id).then((html) => html && row === current() && fill(html));
}

setInterval(pulse, PULSE);
document.addEventListener("visibilitychange", pulse);

// ---- keys and clicks

const bulk = new Bulk({ page, words, rows, current, rowOf, leaves, comesBack, undo, post, say, open, mayAnswer });
const deeds = {
    help: () => one("help").showModal(),
    edit,
    back,
    snooze: () => dialog("snooze"),
    assign: () => dialog("assign"),
    bulk: () => bulk.ask(),
    unpick: () => bulk.none(),
    views: () => {
        one("view-query").value = location.search;
        one("views").showModal();
    },
    "leave-edit": leaveEditor,
};
const map = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => open(current() ?? rows()[0], { show: true }),
    o: () => open(current() ?? rows()[0], { show: true }),
    a: () => press("a"),
    r: () => press("r"),
    e: edit,
    s: deeds.snooze,
    m: deeds.assign,
    c: () => assign("me"),
    g: () => panelPlace.querySelector(".queue-customer")?.click(),
    x: () => bulk.toggle(current()),
    X: () => bulk.alike(),
    b: deeds.bulk,
    u: () => undo.last(),
    z: () => undo.last(),
    "/": () => one("search").focus(),
    Escape: back,
};
for (const digit of "123456789") map[digit] = () => press(digit);
keys(map, { help: one("help") });
digits(page, { until: snooze, person: assign });
closers(page);

document.addEventListener("keydown", (event) => {
    const plain = !event.altKey && !event.shiftKey;
    if ((event.ctrlKey || event.metaKey) && plain && event.key === "a" && event.target === document.body) {
        event.preventDefault();
        bulk.alike();
    }
    const editor = event.target.closest?.("[data-editor]");
    if (editor && (event.ctrlKey || event.metaKey) && event.key === "Enter") save(editor);
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
        if (event.target.matches?.("[data-search]")) event.target.blur();
        else if (event.target.closest?.("[data-editor]")) leaveEditor();
        else if (event.target.closest?.("[data-ask]")) leaveQuestion();
        one("menu[open]")?.removeAttribute("open");
    }
});

page.addEventListener("click", (event) => {
    const link = event.target.closest("[data-link]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        open(link.closest("[data-row]"), { show: true });
        return;
    }
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed.dataset.outcome) chosen(pressed);
    else if (pressed.dataset.give) answer(button("a"), { target: pressed.dataset.give });
    else if ("askLeave" in pressed.dataset) leaveQuestion();
    else if (pressed.dataset.do) deeds[pressed.dataset.do]?.();
});

page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-editor]")) save(form);
    else if (form.matches("[data-ask]")) {
        const found = panelPlace.querySelector(`[data-outcome="${form.dataset.outcome}"][data-key]`);
        answer(found, { note: one("note", form).value, until: one("ask-day", form).value });
    } else if (form.matches("[data-search-form]")) look(form);
    else if (form.matches("[data-day-form]")) snooze(form.elements.until.value);
    else if (form.matches("[data-person-form]")) assign(form.elements.owner.value);
    else return;
    event.preventDefault();
});

let typing = 0;
page.addEventListener("input", (event) => {
    if (!event.target.matches("[data-search]")) return;
    clearTimeout(typing);
    typing = setTimeout(() => look(event.target.form, { stay: true }), 300);
});

function look(form, { stay = false } = {}) {
    const query = new URLSearchParams(location.search);
    query.delete("open");
    query.delete("all");
    if (form.elements.text.value.trim()) query.set("text", form.elements.text.value.trim());
    else query.delete("text");
    const shown = `?${[...query].length ? query : "all=1"}`;
    history.replaceState(history.state, "", shown);
    window.htmx.ajax("GET", `${words.root}${shown}&part=list`, { target: "#queue-main", swap: "innerHTML" });
    if (!stay) form.elements.text.blur();
}

document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "queue-main") return;
    bulk.count();
    if (!narrow.matches) open(rows()[0]);
});
document.addEventListener("click", (event) => {
    for (const menu of page.querySelectorAll("[data-menu][open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
});

if (words.open && rowOf(words.open)) open(rowOf(words.open), { show: true });
else if (words.open) fetched(words.open).then((html) => html && (fill(html), page.dataset.showing = ""));
else if (!narrow.matches) open(rows()[0]);
