import { useTranslation } from "react-i18next";
import styles from "./DiffTable.module.css";

export type Difference = { field: string; before: string; after: string };

/** What changed: the field, what it was, what it is. */
export function DiffTable({ rows }: { rows: Difference[] }) {
  const { t } = useTranslation();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("common.diff.field")}</th>
          <th scope="col">{t("common.diff.before")}</th>
          <th scope="col">{t("common.diff.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field}>
            <th scope="row">{row.field}</th>
            <td>{row.before ? <s>{row.before}</s> : "–"}</td>
            <td>{row.after || "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
