import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { responsibilitiesQuery, type User } from "./queries";

const kinds = ["customers", "requests", "tasks", "reports"] as const;

/** What nobody holds any more once somebody is shut out, so that it is handed over first. */
export function Orphans({ user }: { user: User }) {
  const { t } = useTranslation();
  const query = useQuery(responsibilitiesQuery(user.id));
  if (!query.data) return query.isPending ? <Skeleton rows={3} /> : <ProblemNotice error={query.error} />;
  const held = query.data;
  const left = kinds.filter((kind) => held[kind].total > 0);
  if (left.length === 0 && held.drafts === 0) return <p>{t("adminUsers.orphans.none")}</p>;
  return (
    <Notice kind="info">
      <b>{t("adminUsers.orphans.title")}</b>
      {left.map((kind) => (
        <p key={kind}>
          {t(`adminUsers.orphans.${kind}`)} ({held[kind].total}): {held[kind].items.map((item) => item.name).join(", ")}
          {held[kind].total > held[kind].items.length &&
            ` ${t("adminUsers.orphans.more", { total: held[kind].total - held[kind].items.length })}`}
        </p>
      ))}
      {held.drafts > 0 && <p>{t("adminUsers.orphans.drafts", { total: held.drafts })}</p>}
    </Notice>
  );
}
