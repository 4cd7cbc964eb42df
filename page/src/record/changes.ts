/** The changes of an account that are not corrections: where each goes, and what follows from it. */

import type { Drawer } from "$/screen.svelte";

export type Change = Exclude<Drawer, "append" | "correct">;

export const PATHS: Record<Change, string> = {
  assess: "assessments",
  join: "same-as",
  part: "not-same-as",
  retract: "retraction",
  reinstate: "reinstatement",
};

export const FOLLOWS: Record<Change, string> = {
  assess: "From now on it is trusted as you say here; what it was trusted before stays told.",
  join: "Both stay, side by side, as accounts of one happening; they can be set apart again.",
  part: "It tells a happening of its own again, and no longer stands beside the other accounts.",
  retract: "It counts no more from now on; it is not erased, and can be reinstated.",
  reinstate: "It counts again from now on; that it was retracted stays told.",
};

export const DOES: Record<Change, string> = {
  assess: "Record the assessment",
  join: "Join them",
  part: "Set it apart",
  retract: "Retract it",
  reinstate: "Reinstate it",
};

export const WHY: Record<Change, string> = {
  assess: "The other side confirms it",
  join: "The same call, told by the other side",
  part: "Another call, on the same day",
  retract: "The source took it back",
  reinstate: "It was retracted by mistake",
};
