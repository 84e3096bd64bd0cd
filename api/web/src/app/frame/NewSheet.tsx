import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import { useMe } from "@/api/me";
import controls from "@/kit/controls.module.css";
import type { Screen } from "../routes";
import styles from "./BottomBar.module.css";
import { newThings } from "./newThings";

interface Props {
  name: string;
  opened: boolean;
  onClose: () => void;
  /** The places that the bar has no room for. */
  others: Screen[];
}

/** What one can begin on a phone, and where else one can go. */
export default function NewSheet({ name, opened, onClose, others }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const things = newThings.filter((thing) => thing.may(me));
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      classNames={{ content: controls.bottomSheet }}
      title={name}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <ul className={styles.things}>
        {things.map((thing) => (
          <li key={thing.name}>
            <button
              type="button"
              onClick={() => {
                onClose();
                navigate(thing.path);
              }}
            >
              {t(`common.new.${thing.name}`)}
            </button>
          </li>
        ))}
        {others.map(
          ({ path, nav }) =>
            nav && (
              <li key={path} className={styles.other}>
                <NavLink to={path} end={path === "/"} onClick={onClose}>
                  {t(`common.nav.${nav.name}`)}
                </NavLink>
              </li>
            ),
        )}
      </ul>
    </Drawer>
  );
}
