import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { PageTitle } from "@/kit/PageTitle";
import styles from "./account.module.css";
import { Look } from "./Look";
import { Offline } from "./Offline";
import { Password } from "./Password";
import { Profile } from "./Profile";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";

/** One's own account: who one is, how the page looks, and what signs in as oneself. */
export default function MePage() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <>
      <PageTitle title={t("account.me.title")} sub={[me.user.name, me.user.username].join(t("common.separator"))} />
      <div className={styles.sheet}>
        <Profile />
        <Look />
        <Offline />
        <Password />
        <Tokens />
        <Sessions />
      </div>
    </>
  );
}
