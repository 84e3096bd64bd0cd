import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import { CustomerField, RequesterField } from "@/features/requests/public";
import form from "@/kit/form.module.css";
import { groupAmount, readAmount } from "@/kit/money";
import { useTyped } from "@/kit/useTyped";
import { isAmountBound, kinds, steps, useTaskFilter } from "./filter";
import type { Task } from "./queries";

interface Props {
  tasks: Task[];
  error: unknown;
}

/** The fields of the filter. Each is in effect at once. */
export function FilterForm({ tasks, error }: Props) {
  const { t } = useTranslation();
  const { filter, box, set } = useTaskFilter();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const wrong = fieldErrors(error);
  return (
    <>
      <NativeSelect
        ref={first}
        label={t("requests.list.kind")}
        data={[{ value: "", label: t("requests.list.anyKind") }, ...kinds.map((value) => ({ value, label: t(`requests.kind.${value}`) }))]}
        value={filter.kind ?? ""}
        onChange={(event) => set("kind", event.currentTarget.value)}
      />
      <NativeSelect
        label={t("inbox.filter.step")}
        data={[{ value: "", label: t("inbox.filter.anyStep") }, ...steps.map((value) => ({ value, label: t(`inbox.step.${value}`) }))]}
        value={filter.step ?? ""}
        onChange={(event) => set("step", event.currentTarget.value)}
      />
      <CustomerField
        value={filter.customer_id}
        known={tasks.map((task) => task.request.customer)}
        onChange={(id) => set("customer_id", id)}
      />
      {box !== "requested" && (
        <RequesterField
          value={filter.requester_id}
          known={tasks.map((task) => task.request.requester)}
          onChange={(id) => set("requester_id", id)}
        />
      )}
      <div className={form.pair}>
        <AmountField
          label={t("inbox.filter.amountMin")}
          value={filter.amount_min}
          error={wrong["query.amount_min"]}
          onChange={(amount) => set("amount_min", amount)}
        />
        <AmountField
          label={t("inbox.filter.amountMax")}
          value={filter.amount_max}
          error={wrong["query.amount_max"]}
          onChange={(amount) => set("amount_max", amount)}
        />
      </div>
      <Checkbox
        label={t("inbox.filter.overdue")}
        checked={filter.overdue ?? false}
        onChange={(event) => set("overdue", event.currentTarget.checked ? "true" : null)}
      />
    </>
  );
}

interface AmountProps {
  label: string;
  value: string | undefined;
  error: string | undefined;
  onChange: (amount: string | null) => void;
}

/** One end of a range of amounts, in whatever currency they are. */
function AmountField({ label, value = "", error, onChange }: AmountProps) {
  const { text, type, flush } = useTyped(value, (typed) => {
    const amount = typed.replace(/\.$/, "");
    if (!amount || isAmountBound(amount)) onChange(amount || null);
  });
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={groupAmount(text)}
      error={error}
      onBlur={flush}
      onChange={(event) => type(readAmount(event.currentTarget.value))}
    />
  );
}
