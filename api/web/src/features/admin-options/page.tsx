import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AdminTitle } from "@/features/admin/public";
import { type Option, variablesQuery } from "@/features/admin-variables/public";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useAddress } from "@/kit/useAddress";
import { useMedia } from "@/kit/useMedia";
import { OptionEditor } from "./OptionEditor";
import styles from "./options.module.css";

/** What people choose from in forms: one list at a time. */
export default function OptionsPage() {
  const { t } = useTranslation();
  const say = useSay();
  const phone = useMedia("phone");
  const { params, set } = useAddress();
  const query = useQuery(variablesQuery);
  const lists = (query.data?.items ?? []).filter(({ type }) => type === "list");
  const chosen = lists.find(({ key }) => key === params.get("list")) ?? lists[0];
  const offered = (value: unknown) => (value as Option[]).filter((option) => !option.retired).length;
  return (
    <>
      <AdminTitle part="options" />
      <div className={layout.sheet}>
        <QueryProblem query={query} />
        {query.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={10} />
          </div>
        )}
        {chosen && (
          <div className={styles.columns}>
            {phone ? (
              <NativeSelect
                className={styles.choose}
                label={t("adminOptions.list")}
                data={lists.map(({ key, description }) => ({ value: key, label: say(description) }))}
                value={chosen.key}
                onChange={(event) => set("list", event.currentTarget.value)}
              />
            ) : (
              <nav className={styles.lists} aria-label={t("adminOptions.lists")}>
                {lists.map(({ key, description, value }) => (
                  <Link key={key} to={`?list=${key}`} replace aria-current={key === chosen.key ? "true" : undefined}>
                    {say(description)}
                    <span>{offered(value)}</span>
                  </Link>
                ))}
              </nav>
            )}
            <OptionEditor key={chosen.key} variable={chosen} />
          </div>
        )}
      </div>
    </>
  );
}
