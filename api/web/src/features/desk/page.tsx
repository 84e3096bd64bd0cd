import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { countsQuery } from "@/api/counts";
import { PageTitle } from "@/kit/PageTitle";
import styles from "./desk.module.css";
import { Paid } from "./Paid";
import { Ready } from "./Ready";

/** Where finance pays: filled in from the keyboard, several in a row, the receipt below. */
export default function DeskPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const paid = params.get("state") === "paid";
  const { data: counts } = useQuery(countsQuery);
  return (
    <div className={styles.desk}>
      <PageTitle
        title={t("desk.title")}
        count={counts?.ready_to_pay}
        actions={
          <nav className={styles.states} aria-label={t("desk.states")}>
            <Link to="/desk" aria-current={paid ? undefined : "page"}>
              {t("desk.ready")} {counts?.ready_to_pay}
            </Link>
            <Link to="/desk?state=paid" aria-current={paid ? "page" : undefined}>
              {t("desk.paid")}
            </Link>
          </nav>
        }
      />
      {paid ? <Paid /> : <Ready />}
    </div>
  );
}
