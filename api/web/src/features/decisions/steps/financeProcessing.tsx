import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/options";
import { companyDay, companyDayOf } from "@/i18n/format";
import { MoneyInput } from "@/kit/MoneyInput";
import { compare, isAmount } from "@/kit/money";
import styles from "../DecisionBar.module.css";
import type { FormProps, Step } from "../step";

/** A payment lies between the day of submission and today; the fields of days compare as texts. */
const paidFrom = (request: FormProps["request"]) => (request.submitted_at ? companyDayOf(request.submitted_at) : "");
const isPayDay = (request: FormProps["request"], day: string) => day >= paidFrom(request) && day <= companyDay();

const granted = (request: FormProps["request"]) => request.approved_amount ?? request.amount;

function Form({ request, values, errors, onChange }: FormProps) {
  const { t } = useTranslation();
  const methods = useOptions("payment.methods");
  return (
    <div className={styles.row}>
      <MoneyInput
        label={t("decisions.field.paid")}
        currency={granted(request)?.currency}
        value={values.paid_amount ?? ""}
        error={errors.paid_amount}
        onChange={(paid_amount) => onChange({ ...values, paid_amount })}
      />
      <NativeSelect
        label={t("decisions.field.method")}
        data={[{ value: "", label: t("decisions.choose") }, ...methods]}
        value={values.method ?? ""}
        error={errors.method}
        onChange={(event) => onChange({ ...values, method: event.currentTarget.value })}
      />
      <TextInput
        label={t("decisions.field.voucher")}
        autoComplete="off"
        value={values.voucher_no ?? ""}
        error={errors.voucher_no}
        onChange={(event) => onChange({ ...values, voucher_no: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("decisions.field.paidOn")}
        min={paidFrom(request)}
        max={companyDay()}
        value={values.paid_on ?? ""}
        error={errors.paid_on}
        onChange={(event) => onChange({ ...values, paid_on: event.currentTarget.value })}
      />
    </div>
  );
}

export const financeProcessing: Step = {
  Form,
  initial: (request) => ({ paid_amount: granted(request)?.amount ?? "", paid_on: companyDay() }),
  check: (outcome, values, request) => {
    if (outcome !== "complete") return {};
    const most = granted(request);
    const amount = !isAmount(values.paid_amount ?? "")
      ? "amount"
      : most && compare(values.paid_amount ?? "", most.amount) > 0
        ? "tooMuch"
        : null;
    return {
      ...(amount ? { paid_amount: amount } : {}),
      ...(values.method ? {} : { method: "required" as const }),
      ...(values.voucher_no?.trim() ? {} : { voucher_no: "required" as const }),
      ...(!values.paid_on ? { paid_on: "required" } : isPayDay(request, values.paid_on) ? {} : { paid_on: "payDay" }),
    } as Record<string, "amount" | "tooMuch" | "required" | "payDay">;
  },
  toBody: (outcome, values, request) =>
    outcome === "complete"
      ? {
          data: {
            paid_amount: { amount: values.paid_amount ?? "", currency: granted(request)?.currency ?? "CNY" },
            method: values.method,
            voucher_no: values.voucher_no?.trim(),
            paid_on: values.paid_on,
          },
        }
      : {},
};
