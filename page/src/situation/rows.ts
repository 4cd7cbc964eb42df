/** What makes a row the same row in another answer, as the server's keys of `/changes` do. */

import { ledger } from "$/ledger.svelte";
import type { Row } from "$/answers";
import { catalogue } from "$/view/catalogue.svelte";
import { label } from "$/view/words";
import type {
  AgreementRow,
  AllegationRow,
  EmbassyRow,
  Engagement,
  Holding,
  HumanitarianRow,
  Relation,
  UnrestRow,
} from "$/made/api";

const OF_A_PLACE = ["toll", "incidents", "border"];

/** The happening of an event, as far as it is known here. */
const happening = (event: string | undefined): string =>
  (event && ledger.marks?.of(event)?.id) || (event ?? "");

/** The key of a row in its view. */
export function rowKey(view: string, row: Row): string {
  switch (view) {
    case "territory":
      return (row as Holding).place.id;
    case "embassies": {
      const { of, place } = row as EmbassyRow;
      return `${of.id} in ${place.id}`;
    }
    case "unrest":
      return (row as UnrestRow).place.id;
    case "allegations": {
      const { against, backed, about, of } = row as AllegationRow;
      return `${against.id}: ${backed?.id ?? about ?? of ?? ""}`;
    }
    case "agreements":
      return (row as AgreementRow).agreement?.id ?? firstStep(row as AgreementRow);
    case "relations":
      return (row as Relation).countries.join("-");
    case "humanitarian": {
      const { kind, place, who } = row as HumanitarianRow;
      if (!OF_A_PLACE.includes(kind)) return happening(row.events[0]);
      return [kind, place?.id, who?.id].filter(Boolean).join(" ");
    }
    case "attention":
      return `${(row as Engagement).day} ${(row as Engagement).who.id}`;
    default: {
      const declared = catalogue.of(view);
      return [happening(row.events[0]), declared && label(row, declared)].join(" ");
    }
  }
}

/** A key for each row of a list, though two were to have the same. */
export function rowKeys(view: string, rows: readonly Row[]): string[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const key = rowKey(view, row);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return times ? `${key}:${times}` : key;
  });
}

/** A ceasefire has no name: its first step is what stays the same. */
const firstStep = (row: AgreementRow): string => happening(row.steps[0]?.event ?? row.events[0]);
