/** The happenings that meet the filters, as a table beside those of the views. */

import { inWords } from "$/dates";
import type { Drawn } from "$/marks";
import type { Table } from "$/view/table";
import { inSentence, number } from "$/words";

export const EVENTS = { name: "events", title: "Events" };

/** The newest first. */
export function eventsTable(shown: readonly Drawn[]): Table {
  return {
    id: EVENTS.name,
    label: EVENTS.title,
    columns: ["Happened", "Recorded", "Type", "What", "Place", "Status", "Accounts", "Told by"],
    lines: shown.toReversed().map((mark) => ({
      key: mark.id,
      cells: [
        { text: inWords(mark.occurred), by: mark.to },
        { text: inWords(mark.first_recorded.slice(0, 10)), by: Date.parse(mark.first_recorded) },
        { text: inSentence(mark.type) },
        { text: mark.headline },
        { text: mark.at?.name ?? "" },
        { text: mark.status },
        { text: number(mark.accounts), by: mark.accounts },
        { text: mark.told.map(({ publisher }) => publisher).join(", ") },
      ],
      event: mark.event,
    })),
  };
}
