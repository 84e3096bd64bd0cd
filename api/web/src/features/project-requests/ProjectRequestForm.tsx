import { Button, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { UploadField } from "@/features/files/public";
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
import { useFormats } from "@/i18n/format";
import draft from "@/kit/form.module.css";
import { MoneyInput } from "@/kit/MoneyInput";
import { share, subtract } from "@/kit/money";
import { PageTitle } from "@/kit/PageTitle";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useKeys } from "@/kit/useKeys";
import { createProjectRequest, editProjectRequest, emptyProjectRequest, fieldsOfProjectRequest } from "./queries";

type Props = { title: string; request: RequestDetail | undefined; copied: Fields | undefined };

/** Why the company should commit to a project, for how much, when, and how sure it is. */
export function ProjectRequestForm({ title, request, copied }: Props) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const currency = useRef("CNY");
  const form_ = useRequestDraft(
    useMemo(
      () => ({
        kind: "project_request" as const,
        empty: emptyProjectRequest,
        create: (fields: Fields, key: string) => createProjectRequest(fields, key, currency.current),
        edit: (id: string, version: number, changed: Fields) => editProjectRequest(id, version, changed, currency.current),
        fieldsOf: fieldsOfProjectRequest,
      }),
      [],
    ),
    request,
    copied,
  );
  const { fields, id, save, errors, set } = form_;
  const project = useQuery({ ...projectQuery(fields.project_id ?? ""), enabled: !!fields.project_id }).data;
  const stored = useQuery({ ...requestQuery("project_request", id ?? ""), enabled: !!id }).data;
  const [sending, setSending] = useState(false);
  currency.current = project?.currency ?? "CNY";

  const wrong = Object.keys(errors).join();
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>("input[aria-invalid=true], textarea[aria-invalid=true]")?.focus();
  }, [wrong]);

  async function submit() {
    if (sending) return;
    setSending(true);
    const missing: Record<string, string> = {};
    for (const name of Object.keys(emptyProjectRequest)) if (!fields[name]?.trim()) missing[name] = t("requests.draft.required");
    const done = await form_.submit(missing);
    setSending(false);
    if (done) navigate(requestPath(done), { replace: true });
  }
  useKeys([
    { keys: "mod+Enter", label: t("projectRequests.submit"), group: title, inFields: true, run: () => void submit() },
    { keys: "mod+s", label: t("requests.draft.save"), group: title, inFields: true, run: () => void form_.send() },
  ]);

  const error = (name: string) => errors[name] ?? errors[`${name}.amount`];
  const revenue = fields.expected_revenue ?? "";
  const margin = revenue && fields.expected_cost ? subtract(revenue, fields.expected_cost) : null;
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
      <div className={`${draft.columns} ${draft.wide}`}>
        <div className={draft.form}>
          {save.at === "failed" && <ProblemNotice error={save.error} retry={() => void form_.send()} />}
          <Clashes
            clashes={form_.clashes}
            names={{
              reason: t("requests.field.reason"),
              expected_revenue: t("requests.field.revenue"),
              expected_cost: t("requests.field.cost"),
            }}
            onChoose={form_.resolve}
          />
          <ProjectField
            value={fields.project_id ?? ""}
            error={error("project_id")}
            locked={id ? t("projectRequests.projectLocked") : undefined}
            onChange={(project_id) => set({ project_id })}
          />
          <Textarea
            label={t("requests.field.reason")}
            description={t("projectRequests.reasonHint")}
            rows={10}
            value={fields.reason ?? ""}
            error={error("reason")}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
          <div className={draft.row}>
            <MoneyInput
              label={t("requests.field.revenue")}
              currency={currency.current}
              value={revenue}
              error={error("expected_revenue")}
              onChange={(expected_revenue) => set({ expected_revenue })}
            />
            <MoneyInput
              label={t("requests.field.cost")}
              currency={currency.current}
              value={fields.expected_cost ?? ""}
              error={error("expected_cost")}
              onChange={(expected_cost) => set({ expected_cost })}
            />
          </div>
          {margin !== null && (
            <p className={draft.left} data-over={margin.startsWith("-") || undefined}>
              {t("projectRequests.margin", {
                amount: margin,
                percent: percent((margin.startsWith("-") ? -1 : 1) * share(margin.replace("-", ""), revenue)),
              })}
            </p>
          )}
          <div className={draft.row}>
            <TextInput
              type="date"
              label={t("requests.field.closeOn")}
              value={fields.expected_close_on ?? ""}
              error={error("expected_close_on")}
              onChange={(event) => set({ expected_close_on: event.currentTarget.value })}
            />
            <TextInput
              type="number"
              min={0}
              max={100}
              step={5}
              inputMode="numeric"
              label={t("requests.field.probability")}
              rightSection="%"
              value={fields.win_probability ?? ""}
              error={error("win_probability")}
              onChange={(event) => set({ win_probability: event.currentTarget.value })}
            />
          </div>
          <UploadField
            label={t("projectRequests.files")}
            purpose="other"
            request={form_.ensure}
            requestId={id}
            attachments={stored?.attachments ?? []}
            error={error("attachments")}
          />
        </div>
        <div className={draft.beside}>
          {project && <p className={draft.left}>{[project.customer.name, project.name].join(t("common.separator"))}</p>}
        </div>
      </div>
      <div className={draft.foot}>
        <span className={draft.left}>{t("projectRequests.next")}</span>
        <Button type="submit" variant="filled" loading={sending}>
          {t("projectRequests.submit")}
        </Button>
      </div>
    </form>
  );
}
