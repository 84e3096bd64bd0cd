import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "@/api/me";
import { PageTitle } from "@/kit/PageTitle";
import { Tabs } from "@/kit/Tabs";
import { type AdminPart, adminPartsOf } from "./parts";

interface Props {
  part: AdminPart;
  /** The part's own name where there is none. */
  title?: string;
  sub?: ReactNode;
  actions?: ReactNode;
}

/** The title of a part of administration, and the way to the others that one may see. */
export function AdminTitle({ part, title, sub, actions }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <>
      <PageTitle title={title ?? t(`admin.part.${part}`)} sub={sub ?? t(`admin.for.${part}`)} actions={actions} />
      <Tabs label={t("admin.parts")} current={part}>
        {adminPartsOf(me).map(({ name }) => (
          <Link key={name} to={`/admin/${name}`} aria-current={name === part ? "page" : undefined}>
            {t(`admin.part.${name}`)}
          </Link>
        ))}
      </Tabs>
    </>
  );
}
