/** The views that there are, each with its title and its columns: read from the server, listed nowhere. */

import { read } from "$/api";
import type { Column, View } from "$/made/api";

class Catalogue {
  views: readonly View[] = $state.raw([]);

  async read(): Promise<void> {
    this.views = (await read("/views", {})).views;
  }

  get names(): string[] {
    return this.views.map(({ name }) => name);
  }

  /** A view by its name; undefined: there is none, or the catalogue is not there yet. */
  of(name: string): View | undefined {
    return this.views.find((view) => view.name === name);
  }

  /** A column of a view; `path` leads to it: `claims.says`. */
  column(view: string, path: string): Column | undefined {
    let columns = this.of(view)?.columns ?? [];
    let found: Column | undefined;
    for (const name of path.split(".")) {
      found = columns.find((each) => each.name === name);
      columns = found?.columns ?? [];
    }
    return found;
  }
}

export const catalogue = new Catalogue();

/** The rows of a view in a document of all views: that it has them, the catalogue says. */
export const rowsOf = <T extends object>(document: object, view: string): readonly T[] =>
  (document as Record<string, readonly T[] | undefined>)[view] ?? [];
