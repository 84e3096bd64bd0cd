import { useTranslation } from "react-i18next";
import { Choice } from "@/kit/Choice";
import type { CompleteBody } from "../queries";
import type { FormProps, Step } from "../step";

const places = ["requester", "commercial_report", "finance_report"] as const;

function Form({ values, errors, onChange }: FormProps) {
  const { t } = useTranslation();
  return (
    <Choice
      label={t("decisions.field.returnTo")}
      options={places.map((value) => ({ value, label: t(`decisions.returnTo.${value}`) }))}
      value={values.return_to ?? null}
      error={errors.return_to}
      onChange={(return_to) => onChange({ ...values, return_to })}
    />
  );
}

export const managementDecision: Step = {
  Form,
  check: (outcome, values) => (outcome === "return" && !values.return_to ? { return_to: "required" } : {}),
  toBody: (outcome, values) => (outcome === "return" ? { return_to: values.return_to as CompleteBody["return_to"] } : {}),
  canBatch: (outcome) => outcome === "approve" || outcome === "reject",
};
