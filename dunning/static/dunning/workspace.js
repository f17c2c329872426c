// What the pages of the workspace share: keys, toasts and requests.

const UNDO_SECONDS = 10;
const SAID_SECONDS = 6;
const REFUSED_SECONDS = 12;

/** Keys of a page: { j: next, "?": help }. Fields keep their keys; `repeat` lists those that a held key may repeat. */
export function keys(deeds, { repeat = ["j", "k", "ArrowDown", "ArrowUp"], help = null } = {}) {
    const known = help ? { ...deeds, "?": () => help.showModal() } : deeds;
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
        if (document.querySelector("dialog[open]")) return;
        if (event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]")) return;
        if (event.key === "Enter" && event.target.closest?.("button, a, summary")) return;
        const deed = known[event.key];
        if (!deed || (event.repeat && !repeat.includes(event.key))) return;
        event.preventDefault();
        event.stopPropagation();
        deed(event);
    }, true);
}

function place() {
    const found = document.querySelector(".ws-toasts");
    if (found) return found;
    const made = document.createElement("div");
    made.className = "ws-toasts";
    made.setAttribute("role", "status");
    made.setAttribute("aria-live", "polite");
    document.body.append(made);
    return made;
}

/** One line at the foot. `undo`: a function, offered for ten seconds under the word `undoWord`; answers how to close it. */
export function say(text, { undo = null, undoWord = words().undoWord ?? "Undo", refused = false } = {}) {
    const toast = document.createElement("div");
    toast.className = refused ? "ws-toast ws-toast--refused" : "ws-toast";
    toast.append(Object.assign(document.createElement("span"), { textContent: text }));
    const close = () => toast.remove();
    if (undo) {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: undoWord });
        button.addEventListener("click", () => {
            close();
            undo();
        });
        toast.append(button);
    }
    place().append(toast);
    const seconds = undo ? UNDO_SECONDS : refused ? REFUSED_SECONDS : SAID_SECONDS;
    setTimeout(close, seconds * 1000);
    return close;
}

const words = () => document.getElementById("workspace")?.dataset ?? {};

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** Posts a form's values. The JSON of the answer, which may have `refused`; null when nothing came back, with a toast. */
export async function post(url, values = {}) {
    const body = values instanceof FormData ? values : new URLSearchParams(values);
    try {
        const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token() } });
        if (answer.headers.get("content-type")?.includes("json")) return await answer.json();
        const loggedOut = answer.redirected || answer.status === 403;
        say(loggedOut ? words().saidForbidden : words().saidFailed, { refused: true });
    } catch {
        say(words().saidSilent, { refused: true });
    }
    return null;
}

// htmx sends the token with every request that changes something.
document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
});
