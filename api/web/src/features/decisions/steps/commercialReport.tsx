import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Choice } from "@/kit/Choice";
import styles from "../DecisionBar.module.css";
import { ReportFiles } from "../ReportFiles";
import type { FormProps, Step } from "../step";

const recommendations = ["recommend", "recommend_with_conditions", "do_not_recommend"] as const;

function Form({ request, values, errors, onChange }: FormProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.form}>
      <Choice
        label={t("decisions.field.recommendation")}
        options={recommendations.map((value) => ({ value, label: t(`decisions.recommendation.${value}`) }))}
        value={values.recommendation || null}
        error={errors.recommendation}
        onChange={(recommendation) => onChange({ ...values, recommendation })}
      />
      <Textarea
        label={t("decisions.field.summary")}
        rows={4}
        value={values.summary ?? ""}
        error={errors.summary}
        onChange={(event) => onChange({ ...values, summary: event.currentTarget.value })}
      />
      <ReportFiles request={request} purpose="feasibility_report" error={errors.attachments} />
    </div>
  );
}

export const commercialReport: Step = {
  Form,
  long: true,
  initial: (request) => {
    const before = request.reports.find((report) => report.step === "commercial_report");
    return { recommendation: before?.recommendation ?? "", summary: before?.summary ?? "" };
  },
  check: (_, values, request) => ({
    ...(values.recommendation ? {} : { recommendation: "required" as const }),
    ...(values.summary?.trim() ? {} : { summary: "required" as const }),
    ...(request.attachments.some((file) => file.purpose === "feasibility_report") ? {} : { attachments: "file" as const }),
  }),
  toBody: (_, values) => ({ data: { recommendation: values.recommendation as (typeof recommendations)[number], summary: values.summary } }),
};
