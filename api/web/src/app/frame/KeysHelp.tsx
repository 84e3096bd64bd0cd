import { Checkbox, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { editPreferences } from "@/api/preferences";
import { Kbd } from "@/kit/Kbd";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useListedKeys } from "@/kit/useKeys";
import styles from "./KeysHelp.module.css";

const shown: Record<string, string> = { "mod+": "Ctrl ", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", "shift+": "Shift " };
const show = (keys: string) => Object.entries(shown).reduce((text, [from, to]) => text.replace(from, to), keys);

/** The keys that work on this screen, and the switch for them. */
export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const keys = useListedKeys();
  const { preferences } = useMe();
  const edit = useMutation({ mutationFn: (on: boolean) => editPreferences({ keys: on }) });
  const groups = [...new Set(keys.map((key) => key.group ?? ""))].reverse();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("common.keys.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className={styles.keys}>
              {keys
                .filter((key) => (key.group ?? "") === group)
                .map((key) => (
                  <div key={`${key.keys}`}>
                    <dt>
                      {[key.keys].flat().map((name) => (
                        <Kbd key={name}>{show(name)}</Kbd>
                      ))}
                    </dt>
                    <dd>{key.label}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <ProblemNotice error={edit.error} />
      <Checkbox
        mt="md"
        checked={preferences.keys}
        onChange={(event) => edit.mutate(event.currentTarget.checked)}
        label={t("common.keys.switch")}
      />
    </Modal>
  );
}
