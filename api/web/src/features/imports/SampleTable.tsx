import { useTranslation } from "react-i18next";
import { useSay } from "@/i18n/say";
import styles from "./import.module.css";
import type { ImportKind } from "./kind";
import type { ImportReport } from "./uploads";

interface Props {
  kind: ImportKind;
  report: ImportReport;
}

/** The first rows as they will be made, in those columns that have something in them. */
export function SampleTable({ kind, report: { sample } }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  if (sample.length === 0) return null;
  const names = kind.columnNames.split(",");
  const columns = kind.columns
    .map((key, i) => ({ key, name: kind.shownAs?.[key] ?? names[i] }))
    .filter(({ key }) => sample.some(({ cells }) => cells[key]));
  return (
    <div>
      <h3>{t("imports.sample")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too. */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t("imports.sample")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("imports.row")}</th>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map(({ row, cells }) => (
              <tr key={row}>
                <td>{row}</td>
                {columns.map(({ key }) => (
                  <td key={key}>{cells[key] && say(cells[key])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
