import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "./EmptyState";
import layout from "./layout.module.css";
import { PageTitle } from "./PageTitle";

/** What is not there, and what one may not see, look the same; the link leads to where one may look. */
export function Missing({ to, label }: { to: string; label: string }) {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t("common.notFound.title")} />
      <EmptyState
        action={
          <Link to={to} className={layout.link}>
            {label}
          </Link>
        }
      >
        {t("common.notFound.text")}
      </EmptyState>
    </>
  );
}
