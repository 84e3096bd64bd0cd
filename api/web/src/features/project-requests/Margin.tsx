import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import form from "@/kit/form.module.css";
import { subtract, toUnits } from "@/kit/money";

/** What would be left of the revenue, computed and shown while one types. */
export function Margin({ revenue, cost, currency }: { revenue: string; cost: string; currency: string }) {
  const { t } = useTranslation();
  const { money, percent } = useFormats();
  const [earned, spent] = [revenue.replace(/\.$/, ""), cost.replace(/\.$/, "")];
  if (!earned || !spent || toUnits(earned) === 0n) return null;
  const margin = subtract(earned, spent);
  // A part of a thousand is exact enough to be read; the amounts themselves stay decimal.
  const part = Number((toUnits(margin) * 1000n) / toUnits(earned)) / 1000;
  return (
    <p className={form.left} data-over={margin.startsWith("-") || undefined}>
      {t("projectRequests.margin", { amount: money({ amount: margin, currency }), percent: percent(part) })}
    </p>
  );
}
