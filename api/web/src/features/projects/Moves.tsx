import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Age } from "@/kit/When";
import styles from "./projects.module.css";
import { type Move, movesQuery } from "./queries";
import { markOf, type Project, stages } from "./stages";

/** Every stage and status that a project has had. */
export function Moves({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(movesQuery(projectId));
  const moves = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t("projects.moves")}>
      <h2>{t("projects.moves")}</h2>
      <QueryProblem query={list} />
      <ol className={styles.moves}>
        {moves.map((move) => (
          <Moved key={move.id} move={move} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("customers.list.more")}
        </Button>
      )}
    </section>
  );
}

function Moved({ move }: { move: Move }) {
  const { t } = useTranslation();
  const name = (code: string) => {
    const stage = stages.find((one) => one === code);
    if (move.field === "stage" && stage) return t(`projects.stage.${stage}`);
    return code in markOf ? t(`projects.status.${code as Project["status"]}`) : code;
  };
  return (
    <li data-field={move.field}>
      {move.before ? t("projects.moved", { before: name(move.before), after: name(move.after) }) : name(move.after)}
      <p className={layout.hint}>
        {move.by?.name}
        {t("common.separator")}
        <Age at={move.at} />
      </p>
    </li>
  );
}
