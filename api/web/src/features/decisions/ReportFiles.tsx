import type { RequestDetail } from "@/features/requests/public";
import styles from "./DecisionBar.module.css";

type Props = { request: RequestDetail; purpose: "feasibility_report" | "budget_report"; error?: string };

/** The files of a report that is being written. */
export function ReportFiles({ request, purpose, error }: Props) {
  return (
    <div>
      <ul>
        {request.attachments
          .filter((file) => file.purpose === purpose)
          .map((file) => (
            <li key={file.id}>{file.name}</li>
          ))}
      </ul>
      {error && <p className={styles.error}>{error}</p>}
    </div>
  );
}
