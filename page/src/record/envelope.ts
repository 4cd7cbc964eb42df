/** What every event has beside its type's data, as far as a form is made of it. */

import type { Schema, UiSchema } from "@sjsf/form";

const text = (title: string): Schema => ({ type: "string", title });

/** A source. Those who publish are suggested; `actor` is what tells whom it quotes, once known. */
export const source = (publishers: string[], actor: Schema | null): Schema => ({
  type: "object",
  properties: {
    publisher: { ...text("Publisher"), examples: publishers },
    url: text("Address (URL)"),
    published: text("Published"),
    title: text("Title"),
    ...(actor ? { quoted: { ...actor, title: "Whom it quotes", description: undefined } } : {}),
  },
  required: ["publisher"],
});

export const sourceControls = (suggest: (words: string) => void): UiSchema => ({
  publisher: {
    "ui:options": {
      text: {
        placeholder: "Radio Okapi",
        autocomplete: "off",
        onfocus: ({ currentTarget }) => suggest(currentTarget.value),
        oninput: ({ currentTarget }) => suggest(currentTarget.value),
      },
    },
  },
  url: { "ui:options": { text: { type: "url", placeholder: "https://" } } },
  published: { "ui:options": { text: { type: "date" } } },
});

/** What may be done with a source's words. */
export const TERMS: Schema = {
  type: "object",
  properties: {
    redistribution: {
      ...text("May it be passed on"),
      enum: ["open", "attribution", "forbidden"],
    },
    licence: text("Licence"),
  },
};
export const TERMS_CONTROLS: UiSchema = {
  redistribution: {
    "ui:options": {
      enumNames: ["Yes, openly", "Yes, with attribution", "No: left out of exports"],
      select: { placeholder: "Not told" },
    },
  },
  licence: { "ui:options": { text: { placeholder: "CC BY 4.0" } } },
};

export const WHEN: Schema = {
  type: "object",
  properties: { occurred: { ...text("When it happened"), format: "span" } },
  required: ["occurred"],
};

export const SUMMARY: Schema = {
  type: "object",
  properties: { summary: text("Summary") },
};
export const SUMMARY_CONTROLS: UiSchema = {
  summary: {
    "ui:components": { textWidget: "textareaWidget" },
    "ui:options": { textarea: { rows: 2 } },
  },
};
