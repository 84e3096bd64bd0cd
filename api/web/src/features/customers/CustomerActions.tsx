import { Button, Menu } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { allows, useMe } from "@/api/me";
import { ProjectForm } from "@/features/projects/public";
import { RecordDrawer } from "@/features/records/public";
import { Kbd } from "@/kit/Kbd";
import { useMedia } from "@/kit/useMedia";
import { ContactForm } from "./ContactForm";
import { keeps } from "./may";
import type { Overview } from "./queries";

// Both are rare; the page does not wait for them.
const ArchiveDialog = lazy(() => import("./ArchiveDialog"));
const HandOverDialog = lazy(() => import("./HandOverDialog"));

type Asked = "project" | "contact" | "handOver" | "archive" | null;

/** What one can do from a customer's page. */
export function CustomerActions({ overview, onNote }: { overview: Overview; onNote: (() => void) | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const phone = useMedia("phone");
  const [asked, setAsked] = useState<Asked>(null);
  const { customer } = overview;
  const close = () => setAsked(null);
  const kept = keeps(me, overview);
  const changes = kept && !customer.archived_at;
  const gives = allows(me, "customer.hand_over") && !customer.archived_at;
  const restores = kept && !!customer.archived_at;
  const mine = overview.projects.find((project) => project.members.some(({ id }) => id === me.user.id));
  return (
    <>
      {changes && !phone && <Button onClick={() => setAsked("project")}>{t("projects.new")}</Button>}
      {mine && allows(me, "expense_request.create") && !customer.archived_at && (
        <Button
          component={Link}
          to={overview.projects.length === 1 ? `/expense-requests/new?project_id=${mine.id}` : "/expense-requests/new"}
        >
          {t("common.new.expense")}
        </Button>
      )}
      {onNote && (
        <Button variant="filled" onClick={onNote} rightSection={<Kbd>N</Kbd>}>
          {t("timeline.note.name")}
        </Button>
      )}
      {(changes || gives || restores) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button aria-label={t("common.more")}>
              <Ellipsis size={16} aria-hidden="true" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {changes && phone && <Menu.Item onClick={() => setAsked("project")}>{t("projects.new")}</Menu.Item>}
            {changes && <Menu.Item onClick={() => setAsked("contact")}>{t("customers.contacts.new")}</Menu.Item>}
            {gives && <Menu.Item onClick={() => setAsked("handOver")}>{t("customers.handOver.name")}</Menu.Item>}
            {changes && <Menu.Item onClick={() => setAsked("archive")}>{t("customers.archive.name")}</Menu.Item>}
            {restores && <Menu.Item onClick={() => setAsked("archive")}>{t("customers.restore.name")}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {asked === "project" && (
        <RecordDrawer title={t("projects.new")} onClose={close}>
          <ProjectForm
            customerId={customer.id}
            onDone={(project) => {
              close();
              if (project) navigate(`/projects/${project.id}`);
            }}
          />
        </RecordDrawer>
      )}
      {asked === "contact" && (
        <RecordDrawer title={t("customers.contacts.new")} onClose={close}>
          <ContactForm customerId={customer.id} onDone={close} />
        </RecordDrawer>
      )}
      <Suspense>
        {asked === "handOver" && <HandOverDialog customers={[customer]} requests={overview.open_requests} onClose={close} />}
        {asked === "archive" && <ArchiveDialog overview={overview} onClose={close} />}
      </Suspense>
    </>
  );
}
