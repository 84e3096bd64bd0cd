import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { UploadField } from "@/features/files/public";
import { DiffTable } from "@/kit/DiffTable";
import { FactList } from "@/kit/FactList";
import layout from "@/kit/layout.module.css";
import { Age } from "@/kit/When";
import { type Fields, fieldsOf } from "./fields";
import { Photos } from "./Photos";
import type { WorkLog } from "./queries";
import styles from "./show.module.css";
import { useDifferences } from "./useDifferences";

/** An entry as it was written, its photos, and the corrections that came later. */
export function Entry({ log, editable }: { log: WorkLog; editable: boolean }) {
  const { t } = useTranslation();
  const differences = useDifferences(log);
  // Each correction is told against what the ones before had made of the entry.
  const steps: { before: Fields; after: Fields }[] = [];
  for (const { fields } of log.corrections) {
    const before = steps.at(-1)?.after ?? fieldsOf(log);
    steps.push({ before, after: { ...before, ...fields } });
  }
  return (
    <>
      <FactList
        facts={[
          [t("workLogs.field.content"), log.content],
          [t("workLogs.field.result"), log.result],
          [t("workLogs.field.next_step"), log.next_step],
          [
            t("workLogs.field.customer_id"),
            log.customer && (
              <Link className={layout.link} to={`/customers/${log.customer.id}`}>
                {log.customer.name}
              </Link>
            ),
          ],
          [
            t("workLogs.field.project_id"),
            log.project && (
              <Link className={layout.link} to={`/projects/${log.project.id}`}>
                {log.project.name}
              </Link>
            ),
          ],
          [t("workLogs.field.contact_id"), log.contact?.name],
          [t("workLogs.field.place"), log.place],
        ]}
      />
      {(log.photos.length > 0 || editable) && (
        <section className={layout.part} aria-label={t("workLogs.photos")}>
          {log.photos.length > 0 && <Photos log={log} />}
          {editable && <UploadField label={t("workLogs.photos")} purpose="photo" owner={log.id} requestId={log.id} attachments={[]} />}
        </section>
      )}
      {log.corrections.length > 0 && (
        <section className={layout.part}>
          <h2>{t("workLogs.corrections")}</h2>
          <ul className={styles.corrections}>
            {log.corrections.map((correction, i) => {
              const step = steps[i];
              const rows = step ? differences(step.before, step.after) : [];
              return (
                <li key={correction.id}>
                  <p>
                    {correction.text}{" "}
                    <span className={layout.hint}>
                      <Age at={correction.created_at} />
                    </span>
                  </p>
                  {rows.length > 0 && <DiffTable rows={rows} />}
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}
