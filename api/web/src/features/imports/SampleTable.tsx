import { useTranslation } from "react-i18next";
import styles from "./import.module.css";

/** The first rows of a file, as it is read. */
export function SampleTable({ rows: [head, ...rows] }: { rows: string[][] }) {
  const { t } = useTranslation();
  if (!head) return null;
  return (
    <section>
      <h2>{t("imports.sample")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too. */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t("imports.sample")}>
        <table className={styles.table}>
          <thead>
            <tr>
              {head.map((name, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity.
                <th key={i} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <tr key={i}>
                {head.map((name, j) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                  <td key={`${name}-${j}`}>{row[j]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
