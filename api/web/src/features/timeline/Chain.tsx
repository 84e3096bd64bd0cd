import { useQuery } from "@tanstack/react-query";
import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { chainQuery } from "./queries";
import styles from "./timeline.module.css";

/** Whether nothing of the timeline was altered, for those who may check it. */
export function Chain({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const verifies = allows(me, "customer.read", "all") || allows(me, "audit.read");
  const chain = useQuery({ ...chainQuery(customerId), enabled: verifies, retry: false });
  if (!chain.data) return null;
  const { ok, events, first_broken: broken } = chain.data;
  return (
    <span className={styles.chain} data-broken={!ok || undefined}>
      {ok ? <ShieldCheck size={14} aria-hidden="true" /> : <TriangleAlert size={14} aria-hidden="true" />}
      {ok ? t("timeline.verified", { count: events }) : t("timeline.broken", { place: broken?.seq ?? 1 })}
    </span>
  );
}
