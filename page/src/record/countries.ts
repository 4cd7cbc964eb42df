/** The countries' names by their codes; read once, when one is to be chosen or named. */

let names: Promise<Record<string, string>> | undefined;

export function countryNames(): Promise<Record<string, string>> {
  names ??= import("$/shapes/made/countries.json").then((read) => read.default);
  return names;
}
