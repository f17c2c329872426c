// The page of a case: its dialog, its keys, editing in place, and what a figure or a chip points at.

import { keys, say } from "./workspace.js";

const KEYS = ["a", "e", "r", "w", "s", "h", "n", "p", "d", "x", "[", "]"];
const page = () => document.getElementById("case");
const dialog = document.getElementById("case-dialog");
const inside = document.getElementById("case-dialog-body");

keys(Object.fromEntries(KEYS.map((key) => [key, () => press(key)])), { help: document.getElementById("case-keys") });

/** The first button of this key; one in a closed menu counts as well. */
function press(key) {
    const found = [...document.querySelectorAll(`#case [data-key="${CSS.escape(key)}"]`)];
    const button = found.find((one) => !one.closest("[hidden]"));
    if (button) button.click();
}

// The dialog: opened by what htmx put into it, emptied when it closes.
inside.addEventListener("htmx:afterSwap", () => {
    if (inside.childElementCount && !dialog.open) dialog.showModal();
    inside.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
dialog.addEventListener("close", () => inside.replaceChildren());
document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest("[data-closes]") || target === dialog) dialog.close();
    if (target.closest("[data-help]")) document.getElementById("case-keys").showModal();
    const preset = target.closest("[data-fills]");
    if (preset) preset.form.elements[preset.dataset.fills].value = preset.dataset.value;
    const opens = target.closest("[data-edit-open]");
    if (opens) edit(opens.closest("[data-draft]"), true);
    const cancels = target.closest("[data-edit-cancel]");
    if (cancels) {
        cancels.form.reset();
        edit(cancels.closest("[data-draft]"), false);
    }
    for (const menu of document.querySelectorAll(".cp-menu[open]")) if (!menu.contains(target)) menu.open = false;
    const label = target.closest("[data-intent]");
    if (label) correct(label);
});

function edit(draft, open) {
    draft.querySelector("[data-edit]").hidden = !open;
    for (const part of draft.querySelectorAll("[data-read]")) part.hidden = open;
    (open ? draft.querySelector("[data-edit] textarea") : draft.querySelector("[data-edit-open]"))?.focus();
}

document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-edit]");
    if (event.key === "Escape") {
        for (const menu of document.querySelectorAll(".cp-menu[open]")) menu.open = false;
        if (form) form.querySelector("[data-edit-cancel]").click();
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) (form ?? event.target.closest?.("#case-dialog form"))?.requestSubmit();
});

// The menu of corrections is one template for every mail of the page.
document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.("[data-labels]") || !menu.open || menu.querySelector(".cp-labels")) return;
    menu.append(document.getElementById("case-labels").content.cloneNode(true));
}, true);

function correct(label) {
    const menu = label.closest("[data-labels]");
    const values = { intent: label.dataset.intent, detail: label.dataset.detail ?? "", seen: menu.dataset.seen };
    menu.open = false;
    htmx.ajax("POST", menu.dataset.labels, { source: menu, values, swap: "none", target: inside });
}

// What was done is said, and the page shows what came of it; what was typed elsewhere stays.
document.addEventListener("deed-done", async (event) => {
    const { said, refused, undo } = event.detail;
    if (dialog.open) dialog.close();
    const saved = event.target.closest?.("[data-edit]");
    if (saved) edit(saved.closest("[data-draft]"), false);
    const undone = undo && (() => htmx.ajax("POST", undo, { source: document.body, swap: "none", target: inside }));
    say(said, { undo: undone || null, undoWord: page().dataset.saidUndo, refused });
    await refresh();
});

async function refresh() {
    const typed = unsaved();
    await htmx.ajax("GET", location.pathname + location.search, { target: "#case", select: "#case", swap: "outerHTML" });
    for (const [id, values] of typed) {
        const draft = document.querySelector(`[data-draft="${id}"]`);
        const form = draft?.querySelector("[data-edit]");
        if (!form) continue;
        for (const [name, value] of values) if (name !== "seen") form.elements[name].value = value;
        edit(draft, true);
        say(page().dataset.saidUnsaved);
    }
}

function unsaved() {
    const open = [...document.querySelectorAll("[data-edit]:not([hidden])")];
    return open.map((form) => [form.closest("[data-draft]").dataset.draft, [...new FormData(form)]]);
}

// A draft that is being written is asked for again and again; not while somebody types or reads a dialog.
document.addEventListener("htmx:confirm", (event) => {
    const polls = event.detail.elt?.matches?.("[data-draft][hx-trigger]");
    if (polls && (dialog.open || unsaved().length)) event.preventDefault();
});

// A refused request is said; nothing was changed then.
document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(document.body.dataset[status === 403 ? "saidForbidden" : "saidFailed"] ?? `${status}`, { refused: true });
});
document.addEventListener("htmx:sendError", () => say(document.body.dataset.saidSilent ?? "–", { refused: true }));

// A figure points at its row, a chip at the sentence that it rests on.
for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (event) => point(event.target, true));
    document.addEventListener(off, (event) => point(event.target, false));
}

function point(target, lit) {
    const fact = target.closest?.("[data-items]");
    if (fact) for (const key of fact.dataset.items.split(" ")) document.getElementById(`item-${key}`)?.classList.toggle("cp-lit", lit);
    const chip = target.closest?.("[data-rests-on]");
    if (!chip) return;
    for (const mark of chip.closest("article").querySelectorAll("mark")) {
        mark.classList.toggle("cp-lit", lit && mark.dataset.quote.split(" ").includes(chip.dataset.restsOn));
    }
}
