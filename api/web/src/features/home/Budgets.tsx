import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { BudgetBar } from "@/kit/BudgetBar";
import layout from "@/kit/layout.module.css";
import { Failed } from "./Failed";
import styles from "./home.module.css";
import { useBlocks } from "./useBlocks";

/** What is left of the budgets of the projects that one works on. */
export function Budgets() {
  const { t } = useTranslation();
  const { home, failed } = useBlocks();
  const found = home?.budgets;
  if (!found && !failed("budgets")) return null;
  return (
    <section data-block>
      <h2>{t("home.budgets")}</h2>
      <Failed block="budgets" />
      {found?.items.length === 0 && <p className={layout.hint}>{t("home.noBudgets")}</p>}
      <ul>
        {found?.items.map((project) => (
          <li key={project.id} className={styles.budget}>
            <Link to={`/projects/${project.id}`} data-row>
              <b>{project.name}</b>
            </Link>{" "}
            <span className={layout.hint}>{project.customer.name}</span>
            <BudgetBar small budget={{ approved: project.budget, spent: project.spent, waiting: project.pending }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
