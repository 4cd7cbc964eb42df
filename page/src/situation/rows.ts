/** What makes a row the same row in another answer, as the server's keys of `/changes` do. */

import { ledger } from "$/ledger.svelte";
import type {
  AgreementRow,
  AllegationRow,
  AttentionRow,
  EmbassyRow,
  HumanitarianRow,
  RelationRow,
  Row,
  TerritoryRow,
  UnrestRow,
  View,
} from "$/model";

const OF_A_PLACE = ["toll", "incidents", "border"];

/** The happening of an event, as far as it is known here. */
const happening = (event: string | undefined): string =>
  (event && ledger.marks?.of(event)?.id) || (event ?? "");

/** The key of a row in its view. */
export function rowKey(view: View, row: Row): string {
  switch (view) {
    case "territory":
      return (row as TerritoryRow).place.id;
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
      return (row as RelationRow).countries.join("-");
    case "humanitarian": {
      const { kind, place, who } = row as HumanitarianRow;
      if (!OF_A_PLACE.includes(kind)) return happening(row.events[0]);
      return [kind, place?.id, who?.id].filter(Boolean).join(" ");
    }
    case "attention":
      return `${(row as AttentionRow).day} ${(row as AttentionRow).who.id}`;
    case "appeals":
    case "contacts":
      return happening(row.events[0]);
  }
}

/** A ceasefire has no name: its first step is what stays the same. */
const firstStep = (row: AgreementRow): string => happening(row.steps[0]?.event ?? row.events[0]);
