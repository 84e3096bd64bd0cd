import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";

/** What is not there and what one may not see look the same. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t("common.notFound.title")} />
      <EmptyState
        action={
          <Link to="/" className={layout.link}>
            {t("common.notFound.home")}
          </Link>
        }
      >
        {t("common.notFound.text")}
      </EmptyState>
    </>
  );
}
