import { Button, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useOptions } from "@/api/options";
import { Files, UploadField, useUploads } from "@/features/files/public";
import {
  Clashes,
  DraftState,
  type Fields,
  ProjectField,
  projectQuery,
  type RequestDetail,
  requestPath,
  requestQuery,
  useRequestDraft,
} from "@/features/requests/public";
import { companyDay } from "@/i18n/format";
import { Choice } from "@/kit/Choice";
import draft from "@/kit/form.module.css";
import { MoneyInput } from "@/kit/MoneyInput";
import { Notice } from "@/kit/Notice";
import { PageTitle } from "@/kit/PageTitle";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useKeys } from "@/kit/useKeys";
import { Doubles } from "./Doubles";
import { Left } from "./Left";
import { createExpense, editExpense, emptyExpense, fieldsOfExpense } from "./queries";

type Props = { title: string; request: RequestDetail | undefined; copied: Fields | undefined };

/** The form of an expense: few fields, kept as one types, the receipt beside it. */
export function ExpenseForm({ title, request, copied }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const currency = useRef("CNY");
  const form_ = useRequestDraft(
    useMemo(
      () => ({
        kind: "expense_request" as const,
        empty: emptyExpense,
        create: createExpense,
        edit: (id: string, version: number, changed: Fields) => editExpense(id, version, changed, currency.current),
        fieldsOf: fieldsOfExpense,
      }),
      [],
    ),
    request,
    copied,
  );
  const { fields, id, save, errors, set } = form_;
  const project = useQuery({ ...projectQuery(fields.project_id ?? ""), enabled: !!fields.project_id }).data;
  const stored = useQuery({ ...requestQuery("expense_request", id ?? ""), enabled: !!id }).data;
  const uploading = useUploads().some((one) => one.requestId === id && one.state !== "failed");
  const categories = useOptions("expense.categories");
  const [chosen, setChosen] = useState<File[]>([]);
  const [sending, setSending] = useState(false);
  const attachments = stored?.attachments ?? [];
  currency.current = project?.currency ?? fields.currency ?? "CNY";

  // The first field that is wrong gets the focus.
  const wrong = Object.keys(errors).join();
  useEffect(() => {
    if (wrong)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true] input, input[aria-invalid=true], textarea[aria-invalid=true]")?.focus();
  }, [wrong]);

  async function submit() {
    if (sending) return;
    setSending(true);
    const missing: Record<string, string> = {};
    for (const name of ["project_id", "category", "amount", "spent_on", "purpose"])
      if (!fields[name]?.trim()) missing[name] = t("requests.draft.required");
    const done = await form_.submit(missing);
    setSending(false);
    if (done) navigate(requestPath(done), { replace: true });
  }
  useKeys([
    { keys: "mod+Enter", label: t("expenses.submit"), group: title, inFields: true, run: () => void submit() },
    { keys: "mod+s", label: t("requests.draft.save"), group: title, inFields: true, run: () => void form_.send() },
  ]);

  const error = (name: string) => errors[name] ?? errors[`${name}.amount`];
  const days = [companyDay(), companyDay(-1)];
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onBlur={() => void form_.send()}
    >
      <PageTitle title={title} sub={stored?.number} actions={<DraftState save={save} />} />
      <div className={draft.columns}>
        <div className={draft.form}>
          {save.at === "failed" && <ProblemNotice error={save.error} retry={() => void form_.send()} />}
          <Clashes
            clashes={form_.clashes}
            names={{
              amount: t("requests.field.amount"),
              category: t("requests.field.category"),
              purpose: t("requests.field.purpose"),
              spent_on: t("requests.field.spentOn"),
            }}
            onChoose={form_.resolve}
          />
          <ProjectField
            value={fields.project_id ?? ""}
            error={error("project_id")}
            locked={id ? t("expenses.projectLocked") : undefined}
            onChange={(project_id) => set({ project_id })}
          />
          <Choice
            label={t("requests.field.category")}
            options={categories}
            value={fields.category || null}
            error={error("category")}
            onChange={(category) => set({ category })}
          />
          <div>
            <MoneyInput
              label={t("requests.field.amount")}
              currency={currency.current}
              value={fields.amount ?? ""}
              error={error("amount")}
              onChange={(amount) => set({ amount })}
            />
            {project && (
              <Left
                project={project}
                amount={fields.amount ?? ""}
                own={request?.status === "returned" ? request.amount?.amount : undefined}
              />
            )}
          </div>
          <div className={draft.days}>
            <TextInput
              type="date"
              label={t("requests.field.spentOn")}
              max={days[0]}
              value={fields.spent_on ?? ""}
              error={error("spent_on")}
              onChange={(event) => set({ spent_on: event.currentTarget.value })}
            />
            {days.map((day, i) => (
              <Button key={day} aria-pressed={fields.spent_on === day} onClick={() => set({ spent_on: day })}>
                {t(i === 0 ? "expenses.today" : "expenses.yesterday")}
              </Button>
            ))}
          </div>
          <Doubles fields={{ ...fields, currency: currency.current }} files={chosen} requestId={id} />
          <Textarea
            label={t("requests.field.purpose")}
            rows={3}
            autosize={false}
            value={fields.purpose ?? ""}
            error={error("purpose")}
            onChange={(event) => set({ purpose: event.currentTarget.value })}
          />
          <UploadField
            label={t("expenses.receipts")}
            purpose="receipt"
            request={form_.ensure}
            requestId={id}
            attachments={attachments}
            error={error("attachments")}
            onFiles={(files) => setChosen((before) => [...before, ...files])}
          />
          {!fields.project_id && chosen.length > 0 && <Notice kind="info">{t("expenses.projectFirst")}</Notice>}
        </div>
        <div className={draft.beside}>
          {attachments.length > 0 ? <Files attachments={attachments} /> : <p className={draft.left}>{t("expenses.receiptHere")}</p>}
        </div>
      </div>
      <div className={draft.foot}>
        <span className={draft.left}>{uploading ? t("expenses.uploading") : t("expenses.next")}</span>
        <Button type="submit" variant="filled" loading={sending}>
          {t("expenses.submit")}
        </Button>
      </div>
    </form>
  );
}
