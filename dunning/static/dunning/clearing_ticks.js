// Ticked items of one payment and the difference that they leave, counted in hundredths.

export function cents(text) {
    // "1.234,50", "1'234.50" and "1234.5" alike: the last mark is the decimal one, unless three digits follow it alone.
    let given = text.replace(/[\s'’]/g, "").replace("−", "-");
    const last = Math.max(given.lastIndexOf(","), given.lastIndexOf("."));
    const other = last >= 0 ? (given[last] === "," ? "." : ",") : "";
    const alone = last >= 0 && !given.includes(other) && given.split(given[last]).length === 2;
    const grouped = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(given);
    const decimal = last >= 0 && (alone ? !grouped : given.split(given[last]).length === 2);
    if (decimal) given = `${given.slice(0, last).replace(/[.,]/g, "")}.${given.slice(last + 1)}`;
    else given = given.replace(/[.,]/g, "");
    return /^-?\d{1,13}(\.\d{0,2})?$/.test(given) ? Math.round(Number(given) * 100) : NaN;
}

// As the server reads it.
export const plain = (amount) => (amount / 100).toFixed(2);
const exact = (text) => Math.round(Number(text) * 100);

export class Ticks {
    constructor(place) {
        this.place = place;
        this.money = exact(place.dataset.seen);
        this.shown = new Intl.NumberFormat(document.documentElement.lang || "en", {
            style: "currency",
            currency: place.dataset.currency,
            minimumFractionDigits: 2,
        });
        this.select = this.one("account");
        this.chosen = false;
        place.addEventListener("change", (event) => this.changed(event.target));
        this.refresh();
    }

    one(name, place = this.place) {
        return place.querySelector(`[data-${name}]`);
    }

    rows() {
        return [...this.place.querySelectorAll("[data-item]")].filter((row) => this.one("tick", row));
    }

    ticked() {
        return this.rows().filter((row) => this.one("tick", row).checked);
    }

    count() {
        return this.ticked().length;
    }

    paid(row) {
        return cents(this.one("amount", row).value);
    }

    left() {
        return this.money - this.ticked().reduce((sum, row) => sum + (this.paid(row) || 0), 0);
    }

    changed(field) {
        const row = field.closest("[data-item]");
        if (field === this.select) this.chosen = true;
        if (field.matches("[data-tick]")) this.offer(row);
        if (field.matches("[data-amount]")) {
            const amount = cents(field.value);
            if (!Number.isNaN(amount)) field.value = plain(amount);
            this.one("tick", row).checked = field.value.trim() !== "" && amount !== 0;
        }
        this.refresh();
    }

    // What the tick pays: all that is open, or what the money still holds.
    offer(row) {
        const amount = this.one("amount", row);
        amount.value = "";
        if (!this.one("tick", row).checked) return;
        const open = exact(row.dataset.left);
        const rest = this.left();
        amount.value = plain(open > 0 && rest > 0 ? Math.min(open, rest) : open);
    }

    refresh() {
        for (const row of this.rows()) {
            const kind = this.one("kind", row);
            if (!kind) continue;
            kind.hidden = !this.one("tick", row).checked || !(exact(row.dataset.left) > this.paid(row));
            if (kind.hidden) kind.value = "";
        }
        const left = this.left();
        this.one("ticked").textContent = this.shown.format((this.money - left) / 100);
        this.one("difference").textContent = this.shown.format(left / 100);
        this.place.classList.toggle("clearing-over", left < 0);
        this.place.classList.toggle("clearing-even", left === 0);
        this.place.querySelector("[data-do=allocate]").disabled = Boolean(this.problem());
        if (!this.chosen) this.suggest();
    }

    // The one debtor that is paid, else the likeliest.
    suggest() {
        const debtors = new Set(this.ticked().map((row) => row.dataset.debtor));
        const likeliest = this.select.querySelector("[data-likeliest]")?.value ?? "";
        if (debtors.size === 1) [this.select.value] = debtors;
        else this.select.value = debtors.size ? "wait" : likeliest;
    }

    customer() {
        return this.select.value === "wait" ? "" : this.select.value;
    }

    problem() {
        const ticked = this.ticked();
        if (!ticked.length) return "Nothing is ticked.";
        if (ticked.some((row) => Number.isNaN(this.paid(row)))) return "One of the amounts is no number.";
        const left = this.left();
        if (left < 0) return `That is ${this.shown.format(-left / 100)} more than there is.`;
        if (left >= this.money) return "Credit notes alone take no money.";
        return "";
    }

    posted() {
        const given = [["deed", "allocate"]];
        for (const row of this.ticked()) {
            const paid = this.paid(row);
            const kind = this.one("kind", row)?.value;
            given.push(["line", `${row.dataset.item}:${plain(paid)}:invoice`]);
            if (kind) given.push(["line", `${row.dataset.item}:${plain(exact(row.dataset.left) - paid)}:${kind}`]);
        }
        if (this.left() > 0) given.push(["account", this.select.value]);
        return given;
    }

    active() {
        return this.rows().find((row) => row.contains(document.activeElement));
    }

    step(by) {
        const rows = this.rows();
        if (!rows.length) return;
        const place = rows.indexOf(this.active());
        const next = rows[place < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(place + by, 0), rows.length - 1)];
        this.one("tick", next).focus();
        next.scrollIntoView({ block: "nearest" });
    }

    toggle() {
        const row = this.active();
        if (!row) return this.step(1);
        const tick = this.one("tick", row);
        tick.checked = !tick.checked;
        return this.changed(tick);
    }

    edit() {
        const row = this.active();
        if (row) this.one("amount", row).select();
    }

    turn(kind) {
        const select = this.active() && this.one("kind", this.active());
        if (!select || select.hidden) return;
        select.value = select.value === kind ? "" : kind;
        this.refresh();
    }

    // From a field of a row back to its tick; false for any other field.
    back(field) {
        const row = field.closest("[data-item]");
        if (!row) return false;
        this.one("tick", row).focus();
        return true;
    }

    // What was looked for stands above what is likely; what is ticked stays.
    found(html) {
        const place = this.one("found");
        const likely = this.one("likely");
        for (const row of place.querySelectorAll("[data-item]")) {
            if (row.dataset.home || this.one("tick", row)?.checked) likely.prepend(row);
        }
        place.innerHTML = html;
        for (const row of place.querySelectorAll("[data-item]")) {
            const known = likely.querySelector(`[data-item="${row.dataset.item}"]`);
            if (!known) continue;
            known.dataset.home = "1";
            row.replaceWith(known);
        }
        this.offerAccounts([...place.querySelectorAll("[data-debtor-found]")]);
        this.refresh();
    }

    // Whoever was found may have the money on account; a single one is meant, unless somebody was chosen.
    offerAccounts(found) {
        for (const row of found) {
            const key = row.dataset.debtorFound;
            if (!this.select.querySelector(`option[value="${key}"]`)) {
                this.select.add(new Option(row.textContent.trim(), key));
            }
            row.remove();
        }
        if (found.length !== 1) return;
        this.select.querySelector("[data-likeliest]")?.removeAttribute("data-likeliest");
        const meant = this.select.querySelector(`option[value="${found[0].dataset.debtorFound}"]`);
        meant.setAttribute("data-likeliest", "");
    }
}
