/** How the form library draws: its plain theme, with this page's controls in place of some. */

import type { Component } from "svelte";
import type { FieldCommonProps, Schema, SchemaValue, UiSchema } from "@sjsf/form";
import { overrideByRecord } from "@sjsf/form/lib/resolver";
import { theme as basic } from "@sjsf/basic-theme";
import "@sjsf/basic-theme/extra-widgets/textarea-include";
import "@sjsf/form/fields/extra/enum-include";
import { inSentence } from "$/words";
import CountryField from "./fields/CountryField.svelte";
import HappeningField from "./fields/HappeningField.svelte";
import Label from "./fields/Label.svelte";
import Layout from "./fields/Layout.svelte";
import LinesField from "./fields/LinesField.svelte";
import ListField from "./fields/ListField.svelte";
import NounField from "./fields/NounField.svelte";
import SpanField from "./fields/SpanField.svelte";
import TallyField from "./fields/TallyField.svelte";
import Title from "./fields/Title.svelte";
import { isNoun } from "./schema";

export const theme = overrideByRecord(basic, { layout: Layout, label: Label, title: Title });

/** A field that has a control of its own; the library knows it by the type of its value. */
export type FieldProps<V extends SchemaValue> = FieldCommonProps<V>;
type Control<V extends SchemaValue> = Component<FieldProps<V>, object, "value">;

const STRINGS: Record<string, Control<string>> = {
  span: SpanField,
  country: CountryField,
  happening: HappeningField,
};

/** Which control each part of a schema has, by its kind alone. */
export function controls(schema: Schema, optional = false, depth = 0): UiSchema {
  const { format, type, properties, items } = schema;
  if (isNoun(format)) return { "ui:components": { objectField: NounField } };
  if (format === "tally") return { "ui:components": { objectField: TallyField } };
  if (format === "lines") return { "ui:components": { arrayField: LinesField } };
  if (type === "array" && typeof items === "object" && !Array.isArray(items)) {
    if (isNoun(items.format)) return { "ui:components": { arrayField: ListField } };
    return { items: controls(items) };
  }
  if (type === "string" && format && STRINGS[format]) {
    return { "ui:components": { stringField: STRINGS[format] } };
  }
  if (schema.enum) {
    const enumNames = schema.enum.map((word) => inSentence(String(word)));
    const select = { placeholder: optional ? "Not told" : "Choose" };
    return { "ui:options": { enumNames, select } };
  }
  if (type === "string" && (schema.maxLength ?? 0) > 1000) {
    return {
      "ui:components": { textWidget: "textareaWidget" },
      "ui:options": { textarea: { rows: 1 } },
    };
  }
  if (properties) {
    const ui: UiSchema = {};
    const said = new Set<string>();
    for (const [name, field] of Object.entries(properties)) {
      if (typeof field !== "object") continue;
      const inner = controls(field, !schema.required?.includes(name), depth + 1);
      // What was said of the field before is not said again.
      const again = field.properties && field.description && said.has(field.description);
      if (again) inner["ui:options"] = { ...inner["ui:options"], description: "" };
      said.add(field.description ?? "");
      ui[name] = inner;
    }
    // What can be left out is closed until it is opened: its summary says what it is.
    if (depth === 1 && optional) ui["ui:options"] = { hideTitle: true };
    return ui;
  }
  return {};
}
