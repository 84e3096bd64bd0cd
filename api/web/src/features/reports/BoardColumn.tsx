import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { type BoardFilter, columnQuery, type Project } from "./queries";
import styles from "./reports.module.css";

interface Props {
  stage: Project["stage"];
  count: number | undefined;
  /** What the projects may bring, one text for each currency. */
  sums: string[];
  filter: BoardFilter;
}

export function BoardColumn({ stage, count, sums, filter }: Props) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(columnQuery(filter));
  const projects = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <li>
      <h2>
        {t(`projects.stage.${stage}`)} <span>{count}</span>
      </h2>
      <p className={styles.sum}>{sums.length > 0 ? sums.join(t("common.separator")) : t("reports.nothing")}</p>
      <QueryProblem query={query} />
      {query.isPending && <Skeleton rows={3} height={64} />}
      {query.isSuccess && projects.length === 0 && <p className={layout.hint}>{t("reports.board.empty")}</p>}
      <ul>
        {projects.map((project) => (
          <Card key={project.id} project={project} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="subtle" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("reports.board.more")}
        </Button>
      )}
    </li>
  );
}

function Card({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  const line = [
    project.win_probability === null ? "" : percent(project.win_probability / 100),
    project.expected_close_on ? t("reports.board.closes", { day: project.expected_close_on }) : "",
  ];
  return (
    <li className={styles.card}>
      <Link to={`/projects/${project.id}`}>{project.name}</Link>
      <span className={layout.hint}>{project.customer.name}</span>
      <Money value={project.estimated_amount} />
      <span className={layout.hint}>{line.filter(Boolean).join(t("common.separator"))}</span>
    </li>
  );
}
