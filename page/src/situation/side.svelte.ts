/** The state from one country's side, read once its date rests. */

import { read } from "$/api";
import { ledger } from "$/ledger.svelte";
import type { CountryDocument } from "$/made/api";
import { keepSources } from "./sources.svelte";

class Side {
  told: CountryDocument | null = $state.raw(null);
  problem: string | null = $state(null);
  #asked: AbortController | null = null;
  #question = "";

  async ask(country: string): Promise<void> {
    const position = ledger.position;
    if (position === null) return;
    const asked = { ...ledger.parameters, on: ledger.on, known: `@${position}` };
    const question = JSON.stringify([country, asked]);
    if (question === this.#question) return;
    this.#question = question;
    this.#asked?.abort();
    const { signal } = (this.#asked = new AbortController());
    if (this.told?.country !== country) this.told = null;
    try {
      const told = await read(
        "/countries/{iso3}",
        { ...asked, iso3: country, include: "sources" },
        signal,
      );
      keepSources(told.sources ?? {});
      this.told = told;
      this.problem = null;
    } catch (failure) {
      if (signal.aborted) return;
      this.#question = "";
      this.told = null;
      this.problem = failure instanceof Error ? failure.message : String(failure);
    }
  }
}

export const side = new Side();
