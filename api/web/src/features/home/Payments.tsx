import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Money, useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { Failed } from "./Failed";
import styles from "./home.module.css";
import { useBlocks } from "./useBlocks";

/** What finance can pay, and has paid today. */
export function Payments() {
  const { t } = useTranslation();
  const { money } = useFormats();
  const { home, failed } = useBlocks();
  const payments = home?.payments;
  if (!payments && !failed("payments")) return null;
  const together = (sums: Money[]) => sums.map((sum) => money(sum)).join(t("common.separator"));
  const parts = payments && [
    { path: "/desk", count: payments.ready, sums: payments.ready_sums, title: t("home.readyToPay") },
    { path: "/desk?state=paid", count: payments.paid_today, sums: payments.paid_sums, title: t("home.paidToday") },
  ];
  return (
    <section data-block>
      {!parts && <h2>{t("home.readyToPay")}</h2>}
      <Failed block="payments" />
      {parts?.map(({ path, count, sums, title }) => (
        <Link key={path} to={path} className={styles.figure} data-row>
          <span>
            <span className={styles.big}>{count}</span> <span className={styles.word}>{title}</span>
          </span>
          <b>{together(sums)}</b>
        </Link>
      ))}
      <Link className={layout.link} to="/desk">
        {t("home.toDesk")}
      </Link>
    </section>
  );
}
