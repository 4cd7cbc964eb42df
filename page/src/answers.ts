/** What the page calls parts of the API's answers that have no name of their own there. */

import type { RelationOfACountry, StateDocument, paths } from "./made/api";

/** Where something is read: a changed address, parameter or field fails the type check. */
export type Address = {
  [Path in keyof paths]: paths[Path] extends { get: Answering<unknown> } ? Path : never;
}[keyof paths];

interface Answering<Document> {
  responses: { 200: { content: { "application/json": Document } } };
}

/** What is answered there. */
export type Answer<Path extends Address> = paths[Path] extends { get: Answering<infer Document> }
  ? Document
  : never;

/** What is asked there: the parts of the address, and its parameters. */
export type Asked<Path extends Address> = paths[Path] extends {
  get: { parameters: { query?: infer Query; path?: infer Within } };
}
  ? { [Name in keyof NonNullable<Query>]?: Value } & {
      [Name in keyof NonNullable<Within>]: string;
    }
  : never;

type Value = string | number | boolean | null | undefined;

type AnyRow = Extract<StateDocument[keyof StateDocument], readonly { told_by: unknown }[]>[number];

/** What a row of any view has; where it is told from a country's side, that country's parts. */
export type Row = Pick<AnyRow, keyof AnyRow> & Partial<Pick<RelationOfACountry, "parts">>;
