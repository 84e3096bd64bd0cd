import type { ComponentType } from "react";
import type { RequestDetail } from "@/features/requests/public";
import type { CompleteBody, Outcome, Task } from "./queries";

/** What was filled into a step's form, kept as a draft: texts by name. */
export type Values = Record<string, string>;

export interface FormProps {
  task: Task;
  request: RequestDetail;
  values: Values;
  errors: Record<string, string>;
  onChange: (values: Values) => void;
}

/** One step of an approval as the page handles it; a new step is one file. */
export interface Step {
  Form?: ComponentType<FormProps>;
  /** A form of many lines scrolls with what it is about, and does not cover it. */
  long?: boolean;
  /** What stands in the form before anything was typed. */
  initial?: (request: RequestDetail) => Values;
  /** Keys of messages by field for what is missing for the outcome. */
  check?: (outcome: Outcome, values: Values, request: RequestDetail) => Partial<Record<string, Missing>>;
  toBody?: (outcome: Outcome, values: Values, request: RequestDetail) => Pick<CompleteBody, "data" | "return_to">;
  /** Whether several tasks of the step can be decided at once with the outcome. */
  canBatch?: (outcome: Outcome) => boolean;
}

export type Missing = "required" | "file" | "amount" | "tooMuch" | "payDay";
