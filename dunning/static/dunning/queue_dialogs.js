// Small dialogs: digits choose, a click beside them closes.

export function digits(page, chosen) {
    for (const [name, deed] of Object.entries(chosen)) {
        for (const dialog of page.querySelectorAll("dialog")) {
            const take = (button) => button && name in button.dataset && deed(button.dataset[name]);
            dialog.addEventListener("click", (event) => take(event.target.closest(`button[data-${name}]`)));
            dialog.addEventListener("keydown", (event) => {
                if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
                const button = dialog.querySelector(`[data-digit="${event.key}"][data-${name}]`);
                if (!button) return;
                event.preventDefault();
                take(button);
            });
        }
    }
}

export function closers(page) {
    for (const dialog of page.querySelectorAll("dialog")) {
        dialog.addEventListener("click", (event) => {
            if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
        });
    }
}
