import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { countsQuery } from "@/api/counts";
import { allows, useMe } from "@/api/me";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { Budgets } from "./Budgets";
import styles from "./home.module.css";
import { RequestBlock } from "./RequestBlock";
import { Starting } from "./Starting";
import { TaskBlock } from "./TaskBlock";
import { useNew } from "./useNew";

/** The part of the day, for the greeting. */
const partOfDay = (hour: number) => (hour < 11 ? "morning" : hour < 18 ? "day" : "evening");

/** What waits for me, what I wait for, what is late; and what each role looks at first. */
export default function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const { today } = useFormats();
  const { data: counts } = useQuery(countsQuery);
  const rep = allows(me, "expense_request.create") || allows(me, "project_request.create");
  const clerk = allows(me, "task.finance_processing");
  const { isNew, hasProject } = useNew(rep);
  return (
    <>
      <PageTitle
        title={t(`home.greeting.${partOfDay(new Date().getHours())}`, { name: me.user.name })}
        sub={today()}
        actions={
          <>
            {allows(me, "expense_request.create") && (
              <Button component={Link} to="/expense-requests/new">
                {t("common.new.expense")}
              </Button>
            )}
            {allows(me, "project_request.create") && (
              <Button component={Link} to="/project-requests/new">
                {t("common.new.project")}
              </Button>
            )}
          </>
        }
      />
      <div className={styles.home}>
        <div className={styles.main}>
          {isNew && <Starting hasProject={hasProject} />}
          <TaskBlock
            title={t("home.waiting")}
            count={counts?.inbox}
            filter={{ box: "inbox", sort: "due_at" }}
            empty={t("home.nothing")}
            all="/inbox"
            hot
            hotkey="1"
          />
          <div className={styles.pair}>
            <TaskBlock
              title={t("home.requested")}
              count={counts?.requested}
              filter={{ box: "requested" }}
              empty={t("home.noneRequested")}
              all="/inbox?box=requested"
              hotkey="2"
            />
            <TaskBlock
              title={t("home.late")}
              filter={{ box: "inbox", sort: "due_at" }}
              empty={t("home.noneLate")}
              all="/inbox"
              dueToday
              late={(counts?.overdue ?? 0) > 0}
              hotkey="3"
            />
          </div>
        </div>
        <aside className={styles.aside}>
          {clerk && (
            <section>
              <h2>
                <span className={styles.big}>{counts?.ready_to_pay ?? "–"}</span> {t("home.readyToPay")}
              </h2>
              <Link className={layout.link} to="/desk">
                {t("home.toDesk")}
              </Link>
            </section>
          )}
          {rep && (
            <>
              <RequestBlock
                title={t("home.returned")}
                filter={{ requester_id: me.user.id, status: ["returned"] }}
                empty={t("home.noneReturned")}
              />
              <RequestBlock title={t("home.drafts")} filter={{ requester_id: me.user.id, status: ["draft"] }} empty={t("home.noDrafts")} />
              <Budgets />
            </>
          )}
          {!rep && !clerk && <RequestBlock title={t("home.lately")} filter={{}} empty={t("requests.list.empty")} />}
        </aside>
      </div>
    </>
  );
}
