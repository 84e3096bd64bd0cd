import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useMedia } from "@/kit/useMedia";
import { archiveProject } from "./mutations";
import type { Project } from "./stages";

interface Props {
  project: Project;
  changes: boolean;
  onEdit: () => void;
}

/** What is done less often with a project. */
export function ProjectMenu({ project, changes, onEdit }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const phone = useMedia("phone");
  const move = useMutation({ mutationFn: () => archiveProject(project.id, !project.archived_at) });
  const restores = !!project.archived_at && allows(me, "customer.write");
  if (!changes && !restores) return null;
  return (
    <>
      {changes && !phone && <Button onClick={onEdit}>{t("customers.facts.edit")}</Button>}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label={t("common.more")} loading={move.isPending}>
            <Ellipsis size={16} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {changes && phone && <Menu.Item onClick={onEdit}>{t("customers.facts.edit")}</Menu.Item>}
          <Menu.Item onClick={() => move.mutate()}>
            {t(project.archived_at ? "customers.restore.name" : "customers.archive.name")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ProblemNotice error={move.error} />
    </>
  );
}
