import { Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { UploadField } from "@/features/files/public";
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
import form from "@/kit/form.module.css";
import { MoneyInput } from "@/kit/MoneyInput";
import { Margin } from "./Margin";
import { OnApprovedProject } from "./OnApprovedProject";
import { projectRequestDraft } from "./queries";

type Props = { title: string; request: RequestDetail | undefined; slot: string; copied: Fields | undefined };

/** Why the company should commit to a project, for how much, when, and how sure it is. */
export function ProjectRequestForm({ title, request, slot, copied }: Props) {
  const { t } = useTranslation();
  const draft = useRequestDraft(projectRequestDraft, request, slot, copied);
  const { id, set } = draft;
  const { project_id = "", reason = "", expected_revenue = "", expected_cost = "" } = draft.fields;
  const { expected_close_on = "", win_probability = "" } = draft.fields;
  const project = useQuery({ ...projectQuery(project_id), enabled: !!project_id }).data;
  const stored = useQuery({ ...requestQuery("project_request", id ?? ""), enabled: !!id }).data;
  const currency = project?.currency ?? "CNY";
  const error = (name: string) => draft.errors[name] ?? draft.errors[`${name}.amount`];
  const names = {
    project_id: t("requests.field.project"),
    reason: t("requests.field.reason"),
    expected_revenue: t("requests.field.revenue"),
    expected_cost: t("requests.field.cost"),
    expected_close_on: t("requests.field.closeOn"),
    win_probability: t("requests.field.probability"),
    attachments: t("projectRequests.files"),
  };
  return (
    <DraftForm
      draft={draft}
      title={title}
      number={stored?.number}
      names={names}
      submitLabel={t("projectRequests.submit")}
      next={t("projectRequests.next")}
      wide
      beside={project && <p className={form.left}>{[project.customer.name, project.name].join(t("common.separator"))}</p>}
    >
      <Field name="project_id">
        <ProjectField
          value={project_id}
          error={error("project_id")}
          locked={id ? t("projectRequests.projectLocked") : undefined}
          onChange={(value) => set({ project_id: value })}
        />
      </Field>
      {project && <OnApprovedProject project={project} />}
      <Field name="reason">
        <Textarea
          label={names.reason}
          description={t("projectRequests.reasonHint")}
          rows={10}
          value={reason}
          error={error("reason")}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      </Field>
      <div className={form.row}>
        {(["expected_revenue", "expected_cost"] as const).map((name) => (
          <Field key={name} name={name}>
            <MoneyInput
              label={names[name]}
              currency={currency}
              value={draft.fields[name] ?? ""}
              error={error(name)}
              onChange={(value) => set({ [name]: value })}
            />
          </Field>
        ))}
      </div>
      <Margin revenue={expected_revenue} cost={expected_cost} currency={currency} />
      <div className={form.row}>
        <Field name="expected_close_on">
          <TextInput
            type="date"
            label={names.expected_close_on}
            value={expected_close_on}
            error={error("expected_close_on")}
            onChange={(event) => set({ expected_close_on: event.currentTarget.value })}
          />
        </Field>
        <Field name="win_probability">
          <TextInput
            type="number"
            min={0}
            max={100}
            step={5}
            inputMode="numeric"
            label={names.win_probability}
            rightSection="%"
            value={win_probability}
            error={error("win_probability")}
            onChange={(event) => set({ win_probability: event.currentTarget.value })}
          />
        </Field>
      </div>
      <Field name="attachments">
        <UploadField
          label={names.attachments}
          purpose="other"
          owner={draft.owner}
          onKept={draft.ensure}
          requestId={id}
          attachments={stored?.attachments ?? []}
          error={error("attachments")}
        />
      </Field>
    </DraftForm>
  );
}
