import { Fragment, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Scope } from "@/api/me";
import type { ActionInfo, Reach, Role } from "@/features/admin/public";
import { useSay } from "@/i18n/say";
import { Cell } from "./Cell";
import { type Edits, grouped, reachesOf } from "./edits";
import styles from "./roles.module.css";

interface Props {
  roles: Role[];
  actions: ActionInfo[];
  edits: Edits;
  onSet: (role: Role, action: string, reach: Reach) => void;
  onRename: (role: Role) => void;
}

/** What each role may do, and how far. The arrows lead from cell to cell, Space to the next value. */
export function Matrix({ roles, actions, edits, onSet, onRename }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<[row: number, column: number]>([0, 0]);
  const groups = grouped(actions);
  const rows = groups.flatMap((group) => group.actions);
  const go = (row: number, column: number) => {
    const line = table.current?.querySelectorAll("tr[data-row]")[row];
    line?.querySelectorAll("select")[column]?.focus();
  };
  const known = roles.map(reachesOf);
  const currentRow = Math.min(at[0], rows.length - 1);
  return (
    <table ref={table} className={styles.matrix} aria-label={t("admin.part.roles")}>
      <thead>
        <tr>
          <th scope="col">{t("adminRoles.action")}</th>
          {roles.map((role) => (
            <th key={role.id} scope="col">
              <button type="button" title={t("adminRoles.rename")} onClick={() => onRename(role)}>
                {say(role.name)}
              </button>
              <small>{t("adminRoles.people", { count: role.people })}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, actions }) => (
          <Fragment key={group}>
            <tr className={styles.group}>
              <th scope="rowgroup">{t(`adminRoles.group.${group}`)}</th>
              <td colSpan={roles.length} />
            </tr>
            {actions.map((info) => {
              const row = rows.indexOf(info);
              return (
                <tr key={info.action} data-row>
                  <th scope="row" title={info.action}>
                    {say(info.description)}
                  </th>
                  {roles.map((role, column) => {
                    const now = known[column]?.[info.action] ?? "";
                    const value = edits[role.id]?.cells[info.action] ?? now;
                    const choices: Reach[] = ["", ...(info.scopes as Scope[])];
                    return (
                      <Cell
                        key={role.id}
                        label={`${say(role.name)}: ${say(info.description)}`}
                        value={value}
                        // What it has stays to be seen, also where it makes no sense by now.
                        choices={choices.includes(now) ? choices : [...choices, now]}
                        changed={value !== now}
                        current={row === currentRow && column === at[1]}
                        onFocus={() => setAt([row, column])}
                        onMove={(rows, columns) => go(row + rows, column + columns)}
                        onChange={(reach) => onSet(role, info.action, reach)}
                      />
                    );
                  })}
                </tr>
              );
            })}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
