// What can still be taken back: the newest first, each for ten seconds, then the server carries it out.

const GRACE = 400; // after the server's ten seconds

export class Undo {
    constructor({ words, post, say, address, comesBack }) {
        Object.assign(this, { words, post, say, address, comesBack });
        this.acts = [];
        this.outstanding = new Set();
    }

    has(id) {
        return this.outstanding.has(String(id));
    }

    /** An answer on its way: its toast stands at once. */
    begin(said, places) {
        const act = { places, state: "sent", undo: () => this.#back(act) };
        this.acts.push(act);
        for (const place of places) this.outstanding.add(place.id);
        const close = this.say(said, { undo: () => this.#take(act), undoWord: this.words.saidUndo });
        act.close = close;
        return {
            given: (ids, seconds) => this.#given(act, ids, seconds),
            failed: () => this.#end(act),
        };
    }

    /** Done at once on the server, `sent` is its answer to come; `walkBack` posts what it was. */
    done(said, place, walkBack, sent = null) {
        const act = { places: place ? [place] : [], state: "done" };
        act.undo = async () => {
            const first = await sent;
            if (sent && (!first || first.refused)) return undefined; // refused: it has come back by itself
            const told = await walkBack(first);
            if (!told || told.refused) return told && this.say(told.refused, { refused: true });
            if (place) this.comesBack(place, told.row);
            return this.say(told.said);
        };
        act.close = this.say(said, { undo: () => this.#take(act), undoWord: this.words.saidUndo });
        this.acts.push(act);
        setTimeout(() => this.#drop(act), 10000);
        return () => this.#end(act);
    }

    last() {
        const act = this.acts.at(-1);
        if (act) this.#take(act);
        else this.say(this.words.saidNothing, { refused: true });
    }

    #take(act) {
        this.#drop(act);
        act.close?.();
        act.undo();
    }

    #drop(act) {
        this.acts = this.acts.filter((other) => other !== act);
    }

    #end(act) {
        this.#drop(act);
        act.close?.();
        act.state = "over";
        for (const place of act.places) this.outstanding.delete(place.id);
    }

    #given(act, ids, seconds) {
        if (act.state === "back") return this.#recall(act, ids);
        act.state = "given";
        act.ids = ids;
        act.timer = setTimeout(() => this.#settle(act), seconds * 1000 + GRACE);
        return undefined;
    }

    #back(act) {
        if (act.state === "sent") act.state = "back"; // the answer is still on its way: recalled when it has arrived
        else this.#recall(act, act.ids);
    }

    async #recall(act, ids) {
        clearTimeout(act.timer);
        const told = await Promise.all(ids.map((id) => this.post(this.address(id, "undo/"))));
        this.#end(act);
        told.forEach((one, index) => {
            const place = act.places.find((found) => found.id === String(ids[index]));
            if (one && !one.refused) this.comesBack(place, one.row, { show: index === 0 });
            else if (one) this.say(one.refused, { refused: true });
        });
    }

    async #settle(act) {
        this.#drop(act);
        const told = await this.post(this.words.settle, act.ids.map((id) => ["review", id]));
        for (const place of act.places) this.outstanding.delete(place.id);
        for (const failed of told?.failed ?? []) {
            const place = act.places.find((found) => found.id === String(failed.review));
            if (!place) continue;
            const title = place.title ?? "";
            if (failed.row) this.comesBack(place, failed.row, { show: false });
            this.say(`${this.words.saidCameBack} ${title} ${failed.why}`, { refused: true });
        }
    }
}
