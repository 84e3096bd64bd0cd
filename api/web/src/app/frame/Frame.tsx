import { type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useMe } from "@/api/me";
import { onSession } from "@/api/session";
import { useSending } from "@/features/outbox/public";
import { type Key, useKeys } from "@/kit/useKeys";
import { useMedia } from "@/kit/useMedia";
import { load } from "../part";
import { screens } from "../routes";
import { BottomBar } from "./BottomBar";
import styles from "./Frame.module.css";
import { Nav } from "./Nav";
import { newThings } from "./newThings";
import { readyForms } from "./readyForms";
import { TopBar } from "./TopBar";

const SessionOverlay = load("SessionOverlay", async () => ({ default: (await import("../SessionOverlay")).SessionOverlay }));
const KeysHelp = load("KeysHelp", async () => ({ default: (await import("./KeysHelp")).KeysHelp }));

/** Navigation, top bar and the keys that work everywhere. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const phone = useMedia("phone");
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useSending();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a person.
  useEffect(() => readyForms(me), [me.user.id]);
  const [help, setHelp] = useState(false);
  const [ended, setEnded] = useState(false);
  useEffect(() => onSession(setEnded), []);
  const group = t("common.keys.everywhere");
  const keys: Key[] = [
    { keys: "?", label: t("common.keys.help"), group, run: () => setHelp(true) },
    ...screens.flatMap(({ nav, path, may }) =>
      nav && (may?.(me) ?? true) ? [{ keys: `g ${nav.key}`, label: t(`common.nav.${nav.name}`), group, run: () => navigate(path) }] : [],
    ),
    ...newThings
      .filter((thing) => thing.may(me))
      .map((thing) => ({ keys: `n ${thing.key}`, label: t(`common.new.${thing.name}`), group, run: () => navigate(thing.path) })),
  ];
  useKeys(keys);
  const fold = pathname.startsWith("/desk");
  return (
    <div className={styles.frame} data-fold={fold || undefined}>
      <a className={styles.skip} href="#main">
        {t("common.skip")}
      </a>
      {!phone && <Nav fold={fold} />}
      <TopBar />
      <main id="main" className={styles.main}>
        {children}
      </main>
      {phone && <BottomBar />}
      {help && (
        <Suspense>
          <KeysHelp opened onClose={() => setHelp(false)} />
        </Suspense>
      )}
      {ended && (
        <Suspense>
          <SessionOverlay />
        </Suspense>
      )}
    </div>
  );
}
