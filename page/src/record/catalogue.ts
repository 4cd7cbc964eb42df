/** The catalogue, as forms need it: each type's schema, read once and made fit for people. */

import { read } from "$/api";
import { ledger } from "$/ledger.svelte";
import type { EventTypeWithSchema } from "$/made/api";
import type { Schema } from "@sjsf/form";
import { forPeople, nounOf } from "./schema";
import type { Noun } from "./schema";

const read_: Map<string, Promise<EventTypeWithSchema>> = new Map();

function told(type: string): Promise<EventTypeWithSchema> {
  let reading = read_.get(type);
  if (!reading) {
    reading = read("/types/{type}", { type });
    read_.set(type, reading);
    // What failed is asked for again.
    reading.catch(() => read_.delete(type));
  }
  return reading;
}

/** The form of a type's data. */
export const formOf = async (type: string): Promise<Schema> => forPeople((await told(type)).schema);

/** What tells an actor whole: as any type tells it that has one. */
export async function schemaOf(noun: Noun): Promise<Schema> {
  for (const { type } of ledger.types) {
    const found = nounOf((await told(type)).schema, noun);
    if (found) return found;
  }
  throw new Error(`No type of the catalogue has a field of kind ${noun}.`);
}

export const familyOf = (type: string): string | undefined =>
  ledger.types.find((one) => one.type === type)?.family;
