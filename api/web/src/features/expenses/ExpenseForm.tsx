import { Button, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/options";
import { Files, UploadField } from "@/features/files/public";
import {
  DraftForm,
  Field,
  type Fields,
  ProjectField,
  projectQuery,
  type RequestDetail,
  requestQuery,
  useRequestDraft,
} from "@/features/requests/public";
import { companyDay } from "@/i18n/format";
import { Choice } from "@/kit/Choice";
import form from "@/kit/form.module.css";
import { MoneyInput } from "@/kit/MoneyInput";
import { Doubles } from "./Doubles";
import { Left } from "./Left";
import { expenseDraft } from "./queries";

type Props = { title: string; request: RequestDetail | undefined; slot: string; copied: Fields | undefined };

/** The form of an expense: few fields, kept as one types, the receipt beside it. */
export function ExpenseForm({ title, request, slot, copied }: Props) {
  const { t } = useTranslation();
  const draft = useRequestDraft(expenseDraft, request, slot, copied);
  const { id, set } = draft;
  const { project_id = "", category = "", amount = "", spent_on = "", purpose = "" } = draft.fields;
  const project = useQuery({ ...projectQuery(project_id), enabled: !!project_id }).data;
  const stored = useQuery({ ...requestQuery("expense_request", id ?? ""), enabled: !!id }).data;
  const categories = useOptions("expense.categories");
  const [chosen, setChosen] = useState<File[]>([]);
  const attachments = stored?.attachments ?? [];
  const currency = project?.currency ?? "CNY";
  const error = (name: string) => draft.errors[name] ?? draft.errors[`${name}.amount`];
  const days = [companyDay(), companyDay(-1)];
  const names = {
    project_id: t("requests.field.project"),
    category: t("requests.field.category"),
    amount: t("requests.field.amount"),
    spent_on: t("requests.field.spentOn"),
    purpose: t("requests.field.purpose"),
    attachments: t("expenses.receipts"),
  };
  return (
    <DraftForm
      draft={draft}
      title={title}
      number={stored?.number}
      names={names}
      submitLabel={t("expenses.submit")}
      next={t("expenses.next")}
      beside={attachments.length > 0 ? <Files attachments={attachments} /> : <p className={form.left}>{t("expenses.receiptHere")}</p>}
    >
      <Field name="project_id">
        <ProjectField
          value={project_id}
          error={error("project_id")}
          locked={id ? t("expenses.projectLocked") : undefined}
          onChange={(value) => set({ project_id: value })}
        />
      </Field>
      <Field name="category">
        <Choice
          label={names.category}
          options={categories}
          value={category || null}
          error={error("category")}
          onChange={(value) => set({ category: value })}
        />
      </Field>
      <Field name="amount">
        <MoneyInput
          label={names.amount}
          currency={currency}
          value={amount}
          error={error("amount")}
          onChange={(value) => set({ amount: value })}
        />
        {project && <Left project={project} amount={amount} own={stored?.status === "returned" ? stored.amount?.amount : undefined} />}
      </Field>
      <Field name="spent_on">
        <div className={form.days}>
          <TextInput
            type="date"
            label={names.spent_on}
            max={days[0]}
            value={spent_on}
            error={error("spent_on")}
            onChange={(event) => set({ spent_on: event.currentTarget.value })}
          />
          {days.map((day, i) => (
            <Button key={day} aria-pressed={spent_on === day} onClick={() => set({ spent_on: day })}>
              {t(i === 0 ? "expenses.today" : "expenses.yesterday")}
            </Button>
          ))}
        </div>
      </Field>
      <Doubles
        amount={amount}
        currency={currency}
        category={category}
        spentOn={spent_on}
        files={chosen}
        stored={attachments.map((attachment) => attachment.sha256)}
        requestId={id}
      />
      <Field name="purpose">
        <Textarea
          label={names.purpose}
          rows={3}
          value={purpose}
          error={error("purpose")}
          onChange={(event) => set({ purpose: event.currentTarget.value })}
        />
      </Field>
      <Field name="attachments">
        <UploadField
          label={names.attachments}
          purpose="receipt"
          owner={draft.owner}
          onKept={draft.ensure}
          requestId={id}
          attachments={attachments}
          error={error("attachments")}
          onFiles={(files) => setChosen((before) => [...before, ...files])}
        />
      </Field>
    </DraftForm>
  );
}
