import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { projectsQuery } from "@/features/requests/public";
import { BudgetBar } from "@/kit/BudgetBar";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import styles from "./home.module.css";

const most = 5;

/** What is left of the budgets of the projects that one works on. */
export function Budgets() {
  const { t } = useTranslation();
  const me = useMe();
  const query = useQuery(projectsQuery(me.user.id, ""));
  const projects = (query.data?.items ?? []).filter((project) => project.budget).slice(0, most);
  return (
    <section>
      <h2>{t("home.budgets")}</h2>
      <QueryProblem query={query} />
      {query.isSuccess && projects.length === 0 && <p className={layout.hint}>{t("home.noBudgets")}</p>}
      <ul>
        {projects.map((project) => (
          <li key={project.id} className={styles.budget}>
            <b>{project.name}</b> <span className={layout.hint}>{project.customer.name}</span>
            <BudgetBar small budget={{ approved: project.budget, spent: project.spent, waiting: project.pending }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
