import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "@/api/me";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
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
  const tabs = useRef<HTMLElement>(null);
  // On a phone the tabs are wider than the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is another tab.
  useEffect(() => {
    tabs.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [part]);
  return (
    <>
      <PageTitle title={title ?? t(`admin.part.${part}`)} sub={sub ?? t(`admin.for.${part}`)} actions={actions} />
      <nav ref={tabs} className={layout.tabs} aria-label={t("admin.parts")}>
        {adminPartsOf(me).map(({ name }) => (
          <Link key={name} to={`/admin/${name}`} aria-current={name === part ? "page" : undefined}>
            {t(`admin.part.${name}`)}
          </Link>
        ))}
      </nav>
    </>
  );
}
