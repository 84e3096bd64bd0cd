import { useTranslation } from "react-i18next";
import { MoneyInput } from "@/kit/MoneyInput";
import { compare, isAmount } from "@/kit/money";
import type { FormProps, Step } from "../step";

function Form({ request, values, errors, onChange }: FormProps) {
  const { t } = useTranslation();
  return (
    <MoneyInput
      label={t("decisions.field.approvedAmount")}
      description={t("decisions.signoff.hint")}
      currency={request.amount?.currency}
      value={values.approved_amount ?? ""}
      error={errors.approved_amount}
      onChange={(approved_amount) => onChange({ ...values, approved_amount })}
    />
  );
}

export const gmSignoff: Step = {
  Form,
  initial: (request) => ({ approved_amount: request.amount?.amount ?? "" }),
  check: (outcome, values, request) => {
    if (outcome !== "approve") return {};
    if (!values.approved_amount?.trim()) return { approved_amount: "required" };
    if (!isAmount(values.approved_amount)) return { approved_amount: "amount" };
    return request.amount && compare(values.approved_amount, request.amount.amount) > 0 ? { approved_amount: "tooMuch" } : {};
  },
  toBody: (outcome, values, request) =>
    outcome === "approve" && values.approved_amount && request.amount && compare(values.approved_amount, request.amount.amount) !== 0
      ? { data: { approved_amount: { amount: values.approved_amount, currency: request.amount.currency } } }
      : {},
  canBatch: (outcome) => outcome === "approve" || outcome === "reject",
};
