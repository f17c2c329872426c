// The page of unmatched money: one keystroke a payment, each booking one request, the next payment in its answer.

import { Ticks } from "./clearing_ticks.js";

const page = document.getElementById("clearing");
const one = (name, place = page) => place.querySelector(`[data-${name}]`);
const panelPlace = one("panel-place");
const token = page.querySelector("[name=csrfmiddlewaretoken]").value;
let ticks = null;
let busy = false;
let asked = 0;

const payment = () => one("payment", panelPlace);
const rows = () => [...page.querySelectorAll("[data-row]")];
const current = () => page.querySelector("[data-row][aria-current]");
const address = (name, id) => page.dataset[name].replace("/0/", `/${id}/`);

function say(text, refused = false) {
    const place = one("said");
    place.textContent = text;
    place.classList.toggle("clearing-refused", refused);
}

function mark(row) {
    current()?.removeAttribute("aria-current");
    if (!row) return;
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
}

function fill(html) {
    panelPlace.innerHTML = html;
    panelPlace.scrollTop = 0;
    arm();
}

function arm() {
    const place = payment();
    ticks = place && one("account", place) ? new Ticks(place) : null;
}

async function load(row) {
    if (!row) return;
    mark(row);
    const turn = ++asked;
    const answer = await fetch(address("panel", row.dataset.row));
    if (turn !== asked) return; // somebody pressed on meanwhile
    if (answer.ok) fill(await answer.text());
    else say("This transaction cannot be shown.", true);
}

function beside(step) {
    const all = rows();
    const place = all.indexOf(current());
    return place < 0 ? all[0] : all[place + step];
}

async function post(url, given) {
    if (busy) return null;
    busy = true;
    page.setAttribute("aria-busy", "true");
    try {
        const body = new URLSearchParams(given);
        const headers = { "X-CSRFToken": token };
        const answer = await fetch(`${url}?${page.dataset.query}`, { method: "POST", body, headers });
        const json = answer.headers.get("content-type")?.includes("json");
        if (!json) {
            say(answer.status === 403 ? "You may not book." : "Something went wrong; nothing was booked.", true);
            return null;
        }
        const told = await answer.json();
        if (told.refused) say(told.refused, true);
        if (told.stale) load(current());
        setUndoable(told.undoable);
        return told.refused ? null : told;
    } catch {
        say("The server did not answer. Load the page again to see what is booked.", true);
        return null;
    } finally {
        busy = false;
        page.removeAttribute("aria-busy");
    }
}

function setUndoable(count) {
    const button = page.querySelector("[data-do=undo]");
    if (button && count !== undefined) button.disabled = !count;
}

async function book(given) {
    const place = payment();
    if (!place?.dataset.waits) return;
    const row = current();
    const next = beside(1) ?? beside(-1);
    const answer = await post(address("book", place.dataset.payment), [
        ...given,
        ["seen", place.dataset.seen],
        ["next", next?.dataset.row ?? ""],
    ]);
    if (!answer) return;
    say(answer.said);
    show(answer);
    if (answer.waits) return;
    row?.closest("li").remove();
    mark(page.querySelector(`[data-row="${answer.chosen}"]`));
    if (!rows().length) await refill();
}

function show(answer) {
    asked += 1;
    one("totals").innerHTML = answer.totals;
    fill(answer.panel);
}

async function refill() {
    const query = new URLSearchParams(page.dataset.query);
    query.set("part", "list");
    query.delete("page");
    query.delete("chosen");
    const answer = await fetch(`?${query}`);
    if (!answer.ok) return;
    one("list").innerHTML = await answer.text();
    await load(rows()[0]);
}

async function undo() {
    const answer = await post(page.dataset.undo, []);
    if (!answer) return;
    say(answer.said);
    page.querySelector(`[data-row="${answer.chosen}"]`)?.closest("li").remove();
    one("list").querySelector(".clearing-empty")?.remove();
    const before = current()?.closest("li");
    if (before) before.insertAdjacentHTML("beforebegin", answer.row);
    else one("rows").insertAdjacentHTML("afterbegin", answer.row);
    show(answer);
    mark(page.querySelector(`[data-row="${answer.chosen}"]`));
}

function allocate() {
    const problem = ticks?.problem();
    if (!ticks || problem) return say(problem ?? "", true);
    return book(ticks.posted());
}

function account() {
    if (!ticks) return undefined;
    if (ticks.count()) return say("Something is ticked: press a to allocate it, or untick it first.", true);
    if (!ticks.customer()) {
        one("account", payment()).focus();
        return say("Choose on whose account it goes, then press o.", true);
    }
    return book([["deed", "account"], ["account", ticks.customer()]]);
}

function skip() {
    const row = current();
    const next = beside(1) ?? beside(-1);
    row?.closest("li").remove();
    if (next) return load(next);
    return refill();
}

const deeds = {
    allocate,
    account,
    skip,
    undo,
    unrelated: () => book([["deed", "unrelated"]]),
    help: () => one("help").showModal(),
};
const keys = {
    j: () => load(beside(1)),
    k: () => load(beside(-1)),
    1: () => propose(1),
    2: () => propose(2),
    "/": () => one("search", panelPlace)?.focus(),
    f: () => one("filter").focus(),
    r: () => ticks && one("account", payment()).focus(),
    a: deeds.allocate,
    o: deeds.account,
    x: deeds.unrelated,
    s: deeds.skip,
    u: deeds.undo,
    "?": deeds.help,
    ArrowDown: () => ticks?.step(1),
    ArrowUp: () => ticks?.step(-1),
    " ": () => ticks?.toggle(),
    e: () => ticks?.edit(),
    d: () => ticks?.turn("discount"),
    b: () => ticks?.turn("bank_fee"),
};

function propose(place) {
    const button = panelPlace.querySelector(`[data-key="${place}"]`);
    if (button) return take(button);
    return say(`There is no proposal ${place} that could be booked.`, true);
}

function take(button) {
    if (button.dataset.original) return book([["deed", "return"], ["original", button.dataset.original]]);
    return book([["proposal", button.dataset.proposal]]);
}

document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || one("help").open) return;
    const field = event.target.closest?.("input:not([type=checkbox]), select, textarea");
    if (field) return leave(event, field);
    if (!page.contains(event.target) && event.target !== document.body) return;
    const onButton = event.target.closest?.("button, a, input[type=checkbox]");
    const deed = keys[event.key];
    if (!deed || event.repeat && !["j", "k", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    if (event.key === " " && onButton && !onButton.matches("[data-tick], [data-row]")) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
}, true);

function leave(event, field) {
    const done = event.key === "Escape" || (event.key === "Enter" && panelPlace.contains(field));
    if (!done) {
        if (field.matches("[data-search]") && event.key === "ArrowDown") {
            event.preventDefault();
            field.blur();
            ticks?.step(1);
        }
        return;
    }
    event.preventDefault();
    if (field.matches("[data-search]") && event.key === "Enter") look(field).then(() => field.blur() || ticks?.step(1));
    else if (!ticks?.back(field)) field.blur();
}

let typing = 0;
async function look(field) {
    clearTimeout(typing);
    const place = payment();
    const url = address("items", place.dataset.payment);
    const answer = await fetch(`${url}?${new URLSearchParams({ text: field.value })}`);
    if (!answer.ok || place !== payment()) return;
    ticks?.found(field.value.trim() ? await answer.text() : "");
    field.closest(".clearing-search").scrollIntoView({ block: "start" });
}

panelPlace.addEventListener("input", (event) => {
    if (!event.target.matches("[data-search]")) return;
    clearTimeout(typing);
    typing = setTimeout(() => look(event.target), 250);
});
page.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        load(row);
        return;
    }
    const button = event.target.closest("button");
    if (button?.dataset.proposal || button?.dataset.original) take(button);
    else if (button?.dataset.do) deeds[button.dataset.do]();
});

mark(current());
arm();
