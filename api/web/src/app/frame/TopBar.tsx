import { Menu } from "@mantine/core";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMe } from "@/api/me";
import { Bell } from "@/features/notifications/public";
import { Badge } from "@/features/outbox/public";
import { Search } from "@/features/search/public";
import { useMedia } from "@/kit/useMedia";
import { useOutbox } from "@/offline/outbox";
import { load } from "../part";
import { Brand } from "./Brand";
import { useCounts } from "./counts";
import { LanguageSwitch } from "./LanguageSwitch";
import { NewVersion } from "./NewVersion";
import styles from "./TopBar.module.css";
import { useSignOut } from "./useSignOut";

const SignOutDialog = load("SignOutDialog", async () => ({ default: (await import("./SignOutDialog")).SignOutDialog }));

/** Over the content: the search, what is unread, the language, and the person. */
export function TopBar() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const phone = useMedia("phone");
  const unread = useCounts()?.unread_notifications ?? 0;
  const signOut = useSignOut();
  const unsent = useOutbox().length;
  const [asking, setAsking] = useState(false);
  return (
    <header className={styles.top}>
      {phone ? <Brand short /> : <Search />}
      <span className={styles.space} />
      <NewVersion />
      <Badge />
      {phone && <Search />}
      <Bell unread={unread} />
      <LanguageSwitch />
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={styles.person}>
            <span className={styles.face} aria-hidden="true">
              {Array.from(me.user.name)[0]}
            </span>
            <span className={phone ? styles.spoken : undefined}>{me.user.name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => navigate("/me")}>{t("common.person.account")}</Menu.Item>
          <Menu.Item onClick={() => navigate("/outbox")}>{t("common.person.outbox")}</Menu.Item>
          <Menu.Item onClick={() => (unsent > 0 ? setAsking(true) : signOut.mutate())}>{t("common.person.signOut")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {(asking || signOut.isError) && (
        <Suspense>
          <SignOutDialog
            signOut={signOut}
            onClose={() => {
              setAsking(false);
              signOut.reset();
            }}
          />
        </Suspense>
      )}
    </header>
  );
}
