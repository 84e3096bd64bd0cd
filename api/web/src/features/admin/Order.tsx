import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./order.module.css";
import type { Place } from "./useOrder";

/** What an entry is dragged by. */
export function OrderHandle({ place }: { place: Place }) {
  return (
    <span className={styles.handle} aria-hidden="true" {...place.handle}>
      <GripVertical size={14} />
    </span>
  );
}

/** The ways up and down; at an end they keep the focus and do nothing. */
export function OrderButtons({ place, name }: { place: Place; name: string }) {
  const { t } = useTranslation();
  return (
    <>
      <button
        type="button"
        className={styles.icon}
        aria-disabled={place.first || undefined}
        aria-label={t("admin.order.up", { name })}
        onClick={place.up}
      >
        <ArrowUp size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-disabled={place.last || undefined}
        aria-label={t("admin.order.down", { name })}
        onClick={place.down}
      >
        <ArrowDown size={14} aria-hidden="true" />
      </button>
    </>
  );
}

/** Where the last entry went, for whoever cannot see it. */
export function OrderSaid({ said }: { said: string }) {
  return (
    <p className={styles.said} role="status">
      {said}
    </p>
  );
}
