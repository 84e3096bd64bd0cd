import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/options";
import { Money } from "@/kit/Money";
import { MoneyInput } from "@/kit/MoneyInput";
import { add, isAmount } from "@/kit/money";
import styles from "../DecisionBar.module.css";
import { ReportFiles } from "../ReportFiles";
import type { FormProps, Step, Values } from "../step";

const prefix = "budget.";

/** The amounts by category that were filled in; zero is none. */
const amounts = (values: Values) =>
  Object.entries(values)
    .filter(([name, value]) => name.startsWith(prefix) && value.trim() && !/^0*(\.0*)?$/.test(value))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);

const currencyOf = (request: FormProps["request"]) => request.expected_cost?.currency ?? request.expected_revenue?.currency ?? "CNY";

function Form({ request, values, errors, onChange }: FormProps) {
  const { t } = useTranslation();
  const categories = useOptions("expense.categories");
  const currency = currencyOf(request);
  return (
    <div className={styles.form}>
      <fieldset className={styles.budget}>
        <legend>{t("decisions.field.budget")}</legend>
        {categories.map((category) => (
          <MoneyInput
            key={category.value}
            label={category.label}
            currency={currency}
            value={values[prefix + category.value] ?? ""}
            error={errors[prefix + category.value]}
            onChange={(amount) => onChange({ ...values, [prefix + category.value]: amount })}
          />
        ))}
        <p className={styles.total}>
          {t("decisions.budget.total")}{" "}
          <Money size="title" value={{ amount: add("0", ...amounts(values).map(([, amount]) => amount)), currency }} />
        </p>
        {errors.budget && <p className={styles.error}>{errors.budget}</p>}
      </fieldset>
      <Textarea
        label={t("decisions.field.summary")}
        rows={4}
        value={values.summary ?? ""}
        error={errors.summary}
        onChange={(event) => onChange({ ...values, summary: event.currentTarget.value })}
      />
      <ReportFiles request={request} purpose="budget_report" error={errors.attachments} />
    </div>
  );
}

export const financeReport: Step = {
  Form,
  long: true,
  initial: (request) => {
    const before = request.reports.find((report) => report.step === "finance_report");
    const budget = Object.entries(before?.budget ?? {}).map(([category, { amount }]) => [prefix + category, amount]);
    return { summary: before?.summary ?? "", ...Object.fromEntries(budget) };
  },
  check: (_, values, request) => ({
    ...Object.fromEntries(
      amounts(values)
        .filter(([, amount]) => !isAmount(amount))
        .map(([category]) => [prefix + category, "amount" as const]),
    ),
    ...(amounts(values).length ? {} : { budget: "required" as const }),
    ...(values.summary?.trim() ? {} : { summary: "required" as const }),
    ...(request.attachments.some((file) => file.purpose === "budget_report") ? {} : { attachments: "file" as const }),
  }),
  toBody: (_, values, request) => ({
    data: {
      summary: values.summary,
      budget: Object.fromEntries(amounts(values).map(([category, amount]) => [category, { amount, currency: currencyOf(request) }])),
    },
  }),
};
