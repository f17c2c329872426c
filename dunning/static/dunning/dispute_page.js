// Keys of the list of disputes and of the page of one.
import { keys } from "./workspace.js";

const rows = [...document.querySelectorAll("[data-row]")];
const help = document.getElementById("dispute-help");
let at = -1;

function select(place) {
    if (!rows.length) return;
    rows[at]?.removeAttribute("data-current");
    at = Math.min(Math.max(place, 0), rows.length - 1);
    rows[at].setAttribute("data-current", "");
    rows[at].querySelector("a").focus();
}

const focus = (id) => () => document.getElementById(id)?.focus();

if (rows.length || document.getElementById("dispute-search")) {
    keys({ j: () => select(at + 1), k: () => select(at - 1), "/": focus("dispute-search") }, { help });
} else {
    keys({
        c: focus("dp-text"),
        a: focus("dp-email"),
        s: () => document.querySelector("#settle input[name=outcome]:checked, #settle input[name=outcome]")?.focus(),
        u: () => document.getElementById("dispute-list")?.click(),
    }, { help });
}

if (location.hash === "#partly") {
    const partly = document.querySelector("#settle input[value=partly]");
    if (partly) partly.checked = true;
    partly?.focus();
}
