import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isApiError } from "@/api/problem";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";

/** Whether there is no such request for this person; asking again would not help. */
export const isGone = (error: unknown) => isApiError(error) && !error.passing;

/** What is not there, and what one may not see, look the same. */
export function RequestMissing() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t("common.notFound.title")} />
      <EmptyState
        action={
          <Link to="/requests" className={layout.link}>
            {t("requests.page.list")}
          </Link>
        }
      >
        {t("common.notFound.text")}
      </EmptyState>
    </>
  );
}
