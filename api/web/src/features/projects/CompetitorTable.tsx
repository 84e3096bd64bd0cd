import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import styles from "./projects.module.css";
import type { Competitor } from "./queries";

interface Props {
  competitors: Competitor[];
  onEdit?: (competitor: Competitor) => void;
  onRemove?: (competitor: Competitor) => void;
}

/** Competitors as columns, so that one reads across what they differ in. */
export function CompetitorTable({ competitors, onEdit, onRemove }: Props) {
  const { t } = useTranslation();
  const rows: [label: string, value: (competitor: Competitor) => ReactNode][] = [
    [t("projects.competitors.price"), (one) => <Money value={one.price} />],
    [t("projects.competitors.offer"), (one) => one.offer],
    [t("projects.competitors.strengths"), (one) => one.strengths],
    [t("projects.competitors.weaknesses"), (one) => one.weaknesses],
    [t("projects.competitors.threat"), (one) => one.threat],
    [t("projects.competitors.outcome"), (one) => one.outcome],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too.
    <div className={styles.compare} tabIndex={0} role="group" aria-label={t("projects.competitors.title")}>
      <table>
        <thead>
          <tr>
            <th scope="row">{t("projects.competitors.company")}</th>
            {competitors.map((one) => (
              <th key={one.id} scope="col">
                {one.company}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {competitors.map((one) => (
                <td key={one.id}>{value(one) || "–"}</td>
              ))}
            </tr>
          ))}
          {onEdit && onRemove && (
            <tr>
              <th scope="row" aria-label={t("common.more")} />
              {competitors.map((one) => (
                <td key={one.id}>
                  <span className={layout.flow}>
                    <button
                      type="button"
                      className={layout.textButton}
                      aria-label={t("projects.competitors.editOne", { name: one.company })}
                      onClick={() => onEdit(one)}
                    >
                      {t("customers.facts.edit")}
                    </button>
                    <button
                      type="button"
                      className={layout.textButton}
                      aria-label={t("projects.competitors.removeOne", { name: one.company })}
                      onClick={() => onRemove(one)}
                    >
                      {t("projects.competitors.remove")}
                    </button>
                  </span>
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
