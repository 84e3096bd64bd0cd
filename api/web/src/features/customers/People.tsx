import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import styles from "./people.module.css";
import type { Contact } from "./queries";
import { fits, type Place, treeOf } from "./tree";
import { attitudes, useAttitude } from "./useAttitude";

const width = 140;
const height = 84;
const radius = 16;

/** Who reports to whom; the ring is the attitude. A larger company is a list. */
export function People({ contacts }: { contacts: Contact[] }) {
  const { t } = useTranslation();
  const tree = useMemo(() => treeOf(contacts), [contacts]);
  return (
    <>
      <div className={styles.head}>
        <h2>{t("customers.people.title")}</h2>
        <ul className={styles.legend} aria-label={t("customers.people.ring")}>
          {attitudes.map((attitude) => (
            <li key={attitude} data-attitude={attitude}>
              {t(`customers.attitude.name.${attitude}`)}
            </li>
          ))}
        </ul>
      </div>
      {fits(tree) ? <Picture places={tree.places} columns={tree.columns} levels={tree.levels} /> : <PeopleList contacts={contacts} />}
    </>
  );
}

function Picture({ places, columns, levels }: { places: Place[]; columns: number; levels: number }) {
  const attitude = useAttitude();
  const x = (place: Place) => place.column * width + radius + 2;
  const y = (place: Place) => place.level * height + radius + 2;
  const boss = (place: Place) => places.find(({ contact }) => contact.id === place.contact.reports_to_id);
  const box = { width: columns * width, height: levels * height - height + 2 * radius + 12 };
  return (
    <div className={styles.picture} style={box}>
      <svg {...box} viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
        {places.map((place) => {
          const above = boss(place);
          if (!above) return null;
          const middle = y(place) - height / 2 + 6;
          return (
            <path
              key={place.contact.id}
              className={styles.line}
              d={`M ${x(above)} ${y(above) + radius} V ${middle} H ${x(place)} V ${y(place) - radius}`}
            />
          );
        })}
        {places.map((place) => (
          <g key={place.contact.id} className={styles.node} data-attitude={attitude(place.contact.attitude)}>
            <circle cx={x(place)} cy={y(place)} r={radius} />
            <text x={x(place)} y={y(place)} dy="0.36em">
              {Array.from(place.contact.name)[0]}
            </text>
          </g>
        ))}
      </svg>
      <PeopleNames places={places} left={(place) => x(place) + radius + 8} top={(place) => y(place) - 20} />
    </div>
  );
}

function PeopleNames({ places, left, top }: { places: Place[]; left: (place: Place) => number; top: (place: Place) => number }) {
  const say = usePersonLine();
  return (
    <ul>
      {places.map((place) => (
        <li
          key={place.contact.id}
          className={styles.person}
          style={{ left: left(place), top: top(place), width: width - 2 * radius - 14 }}
          title={`${place.contact.name} ${say(place.contact)}`}
        >
          <b>{place.contact.name}</b>
          <span>{say(place.contact)}</span>
        </li>
      ))}
    </ul>
  );
}

function PeopleList({ contacts }: { contacts: Contact[] }) {
  const attitude = useAttitude();
  const say = usePersonLine();
  return (
    <ul className={styles.list}>
      {contacts.map((contact) => (
        <li key={contact.id}>
          <span className={styles.face} data-attitude={attitude(contact.attitude)} aria-hidden="true">
            {Array.from(contact.name)[0]}
          </span>
          <span>
            <b>{contact.name}</b>
            <span className={layout.hint}> {say(contact)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What somebody is, and decides. */
function usePersonLine() {
  const { t } = useTranslation();
  return (contact: Contact) => [contact.title || contact.department, contact.decision_role].filter(Boolean).join(t("common.separator"));
}
