// Answering like with like: what is ticked, the look at all of it, and what came of it.

export class Bulk {
    constructor(parts) {
        Object.assign(this, parts);
        this.dialog = this.page.querySelector("[data-bulk-dialog]");
        this.dialog.addEventListener("click", (event) => {
            const button = event.target.closest("[data-bulk-outcome]");
            if (button) this.give(button);
        });
        this.page.addEventListener("change", (event) => event.target.matches("[data-tick]") && this.count());
    }

    picked() {
        return this.rows().filter((row) => row.querySelector("[data-tick]")?.checked);
    }

    toggle(row) {
        const tick = row?.querySelector("[data-tick]");
        if (!tick) return;
        tick.checked = !tick.checked;
        this.count();
    }

    /** All shown of the kind of the one that is open, or none when they all are. */
    alike() {
        const kind = (this.current() ?? this.rows()[0])?.dataset.kind;
        const like = this.rows().filter((row) => row.dataset.kind === kind);
        const want = !like.every((row) => row.querySelector("[data-tick]").checked);
        for (const row of like) row.querySelector("[data-tick]").checked = want;
        this.count();
    }

    none() {
        for (const row of this.picked()) row.querySelector("[data-tick]").checked = false;
        this.count();
    }

    count() {
        const place = this.page.querySelector("[data-picked]");
        if (!place) return;
        const count = this.picked().length;
        place.hidden = !count;
        this.page.querySelector("[data-picked-count]").textContent = count;
        this.page.toggleAttribute("data-picking", count > 0);
    }

    async ask() {
        if (!this.mayAnswer) return this.say(this.words.saidReadonly, { refused: true });
        const ids = this.picked().map((row) => row.dataset.row);
        if (!ids.length) return this.say(this.words.saidSelect, { refused: true });
        const answer = await fetch(`${this.words.bulk}?reviews=${ids.join(",")}`).catch(() => null);
        if (!answer?.ok) return this.say(document.body.dataset.saidSilent ?? "", { refused: true });
        this.dialog.innerHTML = await answer.text();
        this.dialog.showModal();
        return undefined;
    }

    async give(button) {
        const form = this.dialog.querySelector("form");
        const body = new FormData(form);
        body.set("outcome", button.dataset.bulkOutcome);
        const ids = body.getAll("review").map(String);
        this.dialog.close();
        const places = ids.map((id) => this.rowOf(id)).filter(Boolean).map((row) => {
            const title = row.querySelector(".queue-title")?.textContent ?? "";
            return { ...this.leaves(row), title };
        });
        this.none();
        const act = this.undo.begin(`${this.words.saidBulk} ${ids.length} · ${button.firstChild.textContent.trim()}`, places);
        const told = await this.post(this.page.dataset.bulk + "answer/", body);
        if (!told) {
            act.failed();
            for (const place of places.reverse()) this.comesBack(place, "", { show: false });
            return;
        }
        for (const left of told.left) {
            const place = places.find((found) => found.id === String(left.review));
            if (place) this.comesBack(place, "", { show: false });
            this.say(`${this.words.saidLeft} ${left.who}. ${left.why}`, { refused: true });
        }
        if (told.given.length) act.given(told.given.map(String), told.seconds);
        else act.failed();
    }
}
