// The first page: cancelling a planned message, or moving it to another day.
import { post, say } from "./workspace.js";

const cancel = document.getElementById("today-cancel");
const move = document.getElementById("today-move");

/** Asks in a dialog, posts the answer, and takes the row away. */
function ask(dialog, button) {
    const { debtor, step, day, name } = button.dataset;
    for (const place of dialog.querySelectorAll("[data-name]")) place.textContent = name;
    const form = dialog.querySelector("form");
    form.reset();
    const until = form.elements.until;
    if (until) {
        const next = new Date(`${day}T12:00:00Z`);
        next.setUTCDate(next.getUTCDate() + 1);
        until.min = until.value = next.toISOString().slice(0, 10);
    }
    dialog.addEventListener("close", async () => {
        if (dialog.returnValue !== "do") return button.focus();
        const given = Object.fromEntries(new FormData(form));
        const answer = await post(dialog.dataset.url, { debtor, step, day, ...given });
        if (!answer) return;
        if (answer.refused) return say(answer.refused, { refused: true });
        const row = button.closest("li");
        const next = row.nextElementSibling ?? row.previousElementSibling;
        row.remove();
        (next?.querySelector("button, a") ?? document.querySelector("#ahead a"))?.focus();
        say(dialog.dataset.done);
        reload();
    }, { once: true });
    dialog.returnValue = "";
    dialog.showModal();
}

/** The counts of the days follow. */
function reload() {
    const shown = document.querySelector(".today-days [aria-current]")?.getAttribute("hx-get") ?? "?";
    window.htmx?.ajax("GET", shown, { target: "#ahead", select: "#ahead", swap: "outerHTML" });
}

document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-cancel], [data-move]");
    if (button) ask(button.hasAttribute("data-cancel") ? cancel : move, button);
});
