// The search box: "/" or Ctrl-K anywhere, results while typing, arrow keys, Enter, Ctrl-Enter for a new tab.

const WAIT_MILLISECONDS = 120;
const KEPT = 6;
const box = document.getElementById("search-box");
const input = box.querySelector("input");
const list = box.querySelector("[role=listbox]");
const said = box.querySelector("[data-search-said]");
const all = box.querySelector(".sb-all");
// By person: a machine that several share shows nobody another's searches.
const KEY = `dunwell-searches-${box.dataset.person}`;
let asked = null;
let waiting = 0;
let chosen = -1;

const options = () => [...list.querySelectorAll("[role=option]")];

function address(typed) {
    return `${box.dataset.address}?${new URLSearchParams({ q: typed })}`;
}

function choose(index) {
    const found = options();
    found.forEach((option, place) => {
        option.setAttribute("aria-selected", place === index);
        option.id = `search-result-${place}`;
    });
    chosen = found[index] ? index : -1;
    if (chosen < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
    }
    input.setAttribute("aria-activedescendant", found[index].id);
    found[index].scrollIntoView({ block: "nearest" });
}

function show(html) {
    list.innerHTML = html;
    input.setAttribute("aria-expanded", options().length > 0);
    said.textContent = list.querySelector("[data-count]")?.textContent ?? "";
    choose(options().length ? 0 : -1);
}

async function search() {
    asked?.abort();
    const typed = input.value.trim();
    all.hidden = !typed;
    all.href = address(typed);
    if (!typed) return recent();
    const mine = (asked = new AbortController());
    try {
        const answer = await fetch(`${address(typed)}&box=1`, { signal: mine.signal });
        if (answer.redirected) return location.assign(address(typed)); // logged out meanwhile
        if (!answer.ok) throw new Error(String(answer.status));
        const html = await answer.text();
        if (!mine.signal.aborted) show(html);
    } catch {
        if (mine.signal.aborted) return;
        list.replaceChildren(Object.assign(document.createElement("p"), { className: "sb-hint", textContent: box.dataset.none }));
        choose(-1);
    }
}

function kept() {
    try {
        const found = JSON.parse(localStorage.getItem(KEY));
        return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
    } catch {
        return [];
    }
}

function keep() {
    const typed = input.value.trim();
    if (typed.length < 2) return;
    const others = kept().filter((one) => one !== typed);
    try {
        localStorage.setItem(KEY, JSON.stringify([typed, ...others].slice(0, KEPT)));
    } catch {
        // no room, or a browser that keeps nothing
    }
}

function recent() {
    const before = kept();
    const name = before.length ? "[data-recent-words]" : "[data-hints]";
    list.replaceChildren(box.querySelector(name).content.cloneNode(true));
    for (const typed of before) {
        const line = Object.assign(document.createElement("a"), { className: "sb-result", href: address(typed), tabIndex: -1 });
        line.setAttribute("role", "option");
        line.dataset.again = typed;
        const icon = Object.assign(document.createElement("span"), { className: "material-symbols-outlined", textContent: "history" });
        icon.setAttribute("aria-hidden", "true");
        const title = Object.assign(document.createElement("span"), { className: "sb-title", textContent: typed });
        line.append(icon, title);
        list.querySelector(".sb-group").append(line);
    }
    input.setAttribute("aria-expanded", before.length > 0);
    said.textContent = "";
    choose(-1);
}

function open() {
    if (box.open) return input.select();
    if (document.querySelector("dialog[open]")) return;
    box.showModal();
    input.select();
    search();
}

function follow(option, newTab) {
    if (option.dataset.again && !newTab) {
        input.value = option.dataset.again;
        return search();
    }
    keep();
    if (newTab) return window.open(option.href, "_blank", "noopener");
    const here = location.href.split("#")[0] === option.href.split("#")[0];
    box.close();
    location.assign(option.href);
    if (here && !option.href.includes("#")) location.reload();
}

document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    if (!command && !slash) return;
    event.preventDefault();
    open();
});

document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-search]")) open();
    if (event.target.closest("[data-close-search]") || event.target === box) box.close();
});

input.addEventListener("input", () => {
    clearTimeout(waiting);
    asked?.abort();
    waiting = setTimeout(search, WAIT_MILLISECONDS);
});

input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose((chosen - 1 + count) % count);
    else if (event.key === "Enter" && chosen >= 0 && !event.isComposing) follow(options()[chosen], event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
});

list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return keep();
    event.preventDefault();
    follow(option, false);
});

list.addEventListener("mousemove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && options()[chosen] !== option) choose(options().indexOf(option));
});

box.querySelector("form").addEventListener("submit", keep);
