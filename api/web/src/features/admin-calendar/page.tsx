import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { AdminTitle } from "@/features/admin/public";
import { variablesQuery } from "@/features/admin-variables/public";
import { companyDay } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useAddress } from "@/kit/useAddress";
import { CalendarEditor } from "./CalendarEditor";

const working = "calendar.working";

/** The days that the company works; another calendar, which somebody added, by its key. */
export default function CalendarPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { params, set } = useAddress();
  const query = useQuery(variablesQuery);
  const key = params.get("key") ?? working;
  const variable = query.data?.items.find((one) => one.key === key && one.type === "calendar");
  const asked = params.get("year") ?? "";
  const now = companyDay().slice(0, 4);
  const year = /^(19|20|21)\d\d$/.test(asked) ? asked : now;
  return (
    <>
      <AdminTitle part="calendar" {...(variable && key !== working ? { title: say(variable.description) } : {})} />
      <div className={layout.sheet}>
        <QueryProblem query={query} />
        {query.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={12} />
          </div>
        )}
        {query.isSuccess && !variable && <EmptyState>{t("adminCalendar.none")}</EmptyState>}
        {variable && <CalendarEditor key={key} variable={variable} year={year} onYear={(to) => set("year", to === now ? null : to)} />}
      </div>
    </>
  );
}
