import { useTranslation } from "react-i18next";
import { Choice } from "@/kit/Choice";
import layout from "@/kit/layout.module.css";
import { barsOf, currenciesOf } from "./bars";
import { Chart } from "./Chart";
import type { Report } from "./queries";
import styles from "./reports.module.css";
import { useReport } from "./useReport";
import { useWords } from "./useWords";

/** The chart with what its colours mean and what it leaves out; without a report it only keeps the place. */
export function ChartPart({ report }: { report: Report | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const { currency: asked, set } = useReport();
  const currencies = report ? currenciesOf(report) : [];
  const currency = currencies.find((one) => one === asked) ?? currencies[0];
  const bars = report ? barsOf(report, currency, words) : null;
  return (
    <div className={styles.chartPart}>
      <div className={styles.legend}>
        {bars?.series.map((series, i) => (
          <span key={series.key} data-tone={i}>
            {series.label}
          </span>
        ))}
        {bars && bars.drawn < bars.of && <p className={layout.hint}>{t("reports.chart.first", { drawn: bars.drawn, of: bars.of })}</p>}
        {currencies.length > 1 && (
          <Choice
            label={t("reports.chart.currency")}
            options={currencies.map((value) => ({ value, label: value }))}
            value={currency ?? ""}
            onChange={(value) => set("currency", value === currencies[0] ? null : value)}
          />
        )}
      </div>
      <Chart bars={bars} />
    </div>
  );
}
