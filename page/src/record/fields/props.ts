/** What the form library gives to a field, by the type of its value. */

import type { ComponentProps } from "@sjsf/form";

export type ObjectProps = ComponentProps["objectField"];
export type ArrayProps = ComponentProps["arrayField"];
export type StringProps = ComponentProps["stringField"];
