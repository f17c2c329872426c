// Names for fields that the admin draws without a label: cells of tables, pickers, small pictures.

const nameless = "input:not([type=hidden]), select, textarea";

function nameCells(root) {
    for (const table of root.querySelectorAll("table")) {
        const heads = [...table.querySelectorAll("thead th")];
        for (const field of table.querySelectorAll(`td :is(${nameless})`)) {
            if (field.labels?.length || field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby")) continue;
            const cell = field.closest("td");
            const column = [...cell.classList].find((name) => name.startsWith("field-"))?.replace("field-", "column-");
            const head = heads.find((found) => found.classList.contains(column)) ?? heads[cell.cellIndex];
            const words = cell.dataset.label || head?.innerText.trim() || field.name.split("-").pop().replaceAll("_", " ");
            field.setAttribute("aria-label", words);
        }
    }
}

function namePickers(root) {
    for (const picker of root.querySelectorAll(".select2-selection, .select2-selection__rendered, .select2-search__field")) {
        const select = picker.closest(".select2")?.previousElementSibling;
        const words = select?.labels?.[0]?.innerText.trim() || select?.getAttribute("aria-label");
        if (words) picker.setAttribute("aria-label", words);
    }
    for (const picture of root.querySelectorAll(".help-tooltip[aria-label]:not([role])")) picture.setAttribute("role", "img");
}

function name() {
    nameCells(document);
    namePickers(document);
}

name();
// After those listeners that draw pickers on load themselves.
window.addEventListener("load", () => setTimeout(name));
document.addEventListener("formset:added", name);
document.addEventListener("htmx:afterSettle", name);
