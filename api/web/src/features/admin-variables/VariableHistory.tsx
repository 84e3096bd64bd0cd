import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DiffTable } from "@/kit/DiffTable";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { Age } from "@/kit/When";
import { historyQuery, type Variable } from "./queries";
import { useDifferences } from "./useDifferences";
import styles from "./variables.module.css";

/** Who set a variable to what, the newest first. */
export function VariableHistory({ variable }: { variable: Variable }) {
  const { t } = useTranslation();
  const differences = useDifferences();
  const list = useInfiniteQuery(historyQuery(variable.key));
  const changes = list.data?.pages.flatMap((page) => page.items) ?? [];
  // A change without a value went from the default, or back to it.
  const or = (value: unknown) => value ?? variable.default;
  return (
    <section className={layout.part}>
      <h3>{t("adminVariables.history.title")}</h3>
      <QueryProblem query={list} />
      {list.isPending && <Skeleton rows={3} />}
      {list.isSuccess && changes.length === 0 && <p className={layout.hint}>{t("adminVariables.history.none")}</p>}
      <ol className={styles.history}>
        {changes.map((change) => (
          <li key={change.id}>
            <p className={styles.who}>
              {change.by?.name ?? t("adminVariables.history.system")}
              <span>
                <Age at={change.at} />
              </span>
            </p>
            <DiffTable rows={differences(or(change.before), or(change.after), t("adminVariables.field.value"), variable.key)} />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("adminVariables.history.more")}
        </Button>
      )}
    </section>
  );
}
