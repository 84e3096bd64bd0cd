import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { AdminTitle } from "@/features/admin/public";
import { EmptyState } from "@/kit/EmptyState";
import { finds } from "@/kit/find";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { SearchField } from "@/kit/SearchField";
import { Skeleton } from "@/kit/Skeleton";
import { useAddress } from "@/kit/useAddress";
import { useKeys } from "@/kit/useKeys";
import { groupsOf } from "./groups";
import { NewVariable } from "./NewVariable";
import { variablesQuery } from "./queries";
import { VariableDrawer } from "./VariableDrawer";
import { VariableGroup } from "./VariableGroup";
import styles from "./variables.module.css";

/** What holds everywhere: amounts, limits, times and switches. */
export default function VariablesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { params, set } = useAddress();
  const list = useQuery(variablesQuery);
  const all = list.data?.items ?? [];
  const q = params.get("q") ?? "";
  const found = all.filter((variable) => finds(q, variable.key, variable.description["zh-CN"], variable.description.en));
  const opened = all.find((variable) => variable.key === params.get("key"));
  const group = t("admin.part.variables");
  const add = () => set("new", "1");
  useKeys([{ keys: "n", label: t("adminVariables.new.name"), group, run: add }]);
  return (
    <>
      <AdminTitle part="variables" actions={<Button onClick={add}>{t("adminVariables.new.name")}</Button>} />
      <div className={layout.sheet}>
        <div className={styles.head}>
          <SearchField
            className={styles.find}
            label={t("adminVariables.find")}
            value={q}
            onFind={(words) => set("q", words)}
            keys={["mod+/"]}
            group={group}
          />
        </div>
        <QueryProblem query={list} />
        {list.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={12} />
          </div>
        )}
        {list.isSuccess && found.length === 0 && (
          <EmptyState action={<Button onClick={() => set("q", null)}>{t("common.filter.clear")}</Button>}>
            {t("adminVariables.none")}
          </EmptyState>
        )}
        {groupsOf(found).map(({ name, variables }) => (
          <VariableGroup key={name} title={t(`adminVariables.group.${name}`)} variables={variables} />
        ))}
      </div>
      {opened && <VariableDrawer variable={opened} onClose={() => set("key", null)} />}
      {params.has("new") && (
        <NewVariable
          onClose={() => set("new", null)}
          onDone={(made) =>
            navigate(
              made.type === "list" ? `/admin/options?list=${made.key}` : made.type === "calendar" ? `/admin/calendar?key=${made.key}` : "?",
              { replace: true },
            )
          }
        />
      )}
    </>
  );
}
