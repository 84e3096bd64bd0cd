import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { components } from "@/api/schema";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { Notice } from "@/kit/Notice";
import styles from "./Facts.module.css";

export type Double = components["schemas"]["LikelyDuplicate"];

/** Requests that this one is likely the same as: pointed out, never in the way. */
export function LikelyDoubles({ doubles }: { doubles: Double[] | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const { money } = useFormats();
  if (!doubles?.length) return null;
  return (
    <Notice kind="warning">
      <b>{t("requests.doubles.title")}</b>
      <ul>
        {doubles.map((double) => (
          <li key={double.request?.id ?? double.why.join()}>
            {say(double.label)}
            {double.request && (
              <>
                {t("common.separator")}
                <Link className={styles.inNotice} to={`/expense-requests/${double.request.id}`}>
                  {double.request.number}
                </Link>
                {t("common.separator")}
                {double.request.requester.name}
                {double.request.amount && t("common.separator") + money(double.request.amount)}
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
