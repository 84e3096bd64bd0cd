import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { allows, useMe } from "@/api/me";
import { useFormats } from "@/i18n/format";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Administration } from "./Administration";
import { Budgets } from "./Budgets";
import styles from "./home.module.css";
import { Payments } from "./Payments";
import { RequestBlock } from "./RequestBlock";
import { Spending } from "./Spending";
import { Starting } from "./Starting";
import { TaskBlock } from "./TaskBlock";
import { Team } from "./Team";
import { useBlockKeys } from "./useBlockKeys";
import { useBlocks } from "./useBlocks";
import { useNew } from "./useNew";
import { Week } from "./Week";

/** The part of the day, for the greeting. */
const partOfDay = (hour: number) => (hour < 11 ? "morning" : hour < 18 ? "day" : "evening");

/** What waits for me, what I wait for, what is late; and what each role looks at first. */
export default function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const { today } = useFormats();
  const rep = allows(me, "expense_request.create") || allows(me, "project_request.create");
  const { query } = useBlocks();
  useBlockKeys();
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
            {allows(me, "work_log.write") && (
              <Button component={Link} to="/work-logs/new">
                {t("common.new.workLog")}
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
          <QueryProblem query={query} />
          <TaskBlock name="tasks" title={t("home.waiting")} empty={t("home.nothing")} all="/inbox" hot hotkey="1" />
          <div className={styles.pair}>
            <TaskBlock name="requested" title={t("home.requested")} empty={t("home.noneRequested")} all="/inbox?box=requested" hotkey="2" />
            <TaskBlock name="due" title={t("home.late")} empty={t("home.noneLate")} all="/inbox" late hotkey="3" />
          </div>
        </div>
        <aside className={styles.aside}>
          <Payments />
          <RequestBlock name="returned" title={t("home.returned")} empty={t("home.noneReturned")} />
          <RequestBlock name="drafts" title={t("home.drafts")} empty={t("home.noDrafts")} />
          <Week />
          <Team />
          {allows(me, "report.read", "all") && <Spending />}
          <Budgets />
          <Administration />
        </aside>
      </div>
    </>
  );
}
