import { Button } from "@mantine/core";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { allows, useMe } from "@/api/me";
import layout from "@/kit/layout.module.css";
import styles from "./home.module.css";

/** For a person who has done nothing yet: the three steps to the first payment. */
export function Starting({ hasProject }: { hasProject: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const steps = [
    { name: "customer", done: hasProject },
    { name: "project", done: hasProject },
    { name: "money", done: false },
  ] as const;
  return (
    <section className={styles.starting}>
      <h2>{t("home.starting.title")}</h2>
      <ol>
        {steps.map(({ name, done }) => (
          <li key={name}>
            <h3>
              {t(`home.starting.${name}.title`)}
              {done && (
                <span className={styles.done}>
                  <Check size={14} aria-hidden="true" /> {t("home.starting.done")}
                </span>
              )}
            </h3>
            <p className={layout.hint}>{t(`home.starting.${name}.text`)}</p>
            {name === "money" && hasProject && allows(me, "expense_request.create") && (
              <Button component={Link} to="/expense-requests/new" variant="filled">
                {t("home.start")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
