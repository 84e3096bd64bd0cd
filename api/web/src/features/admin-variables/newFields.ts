import type { VariableType } from "./queries";

export interface NewFields {
  key: string;
  type: VariableType;
  zh: string;
  en: string;
  typed: unknown;
}

export const variableTypes: VariableType[] = [
  "text",
  "number",
  "money",
  "boolean",
  "duration",
  "time_of_day",
  "text_list",
  "list",
  "calendar",
];

/** What the editor of a type begins with. */
export function firstValue(type: VariableType, currency: string): unknown {
  switch (type) {
    case "money":
      return { amount: "", currency };
    case "boolean":
      return false;
    case "text_list":
      return [];
    case "list":
      return [{ key: "", label: { "zh-CN": "", en: "" } }];
    default:
      return "";
  }
}
