import { type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/** A list with one entry in another place; the same list where there is no such place. */
export function moved<T>(rows: T[], from: number, to: number): T[] {
  if (to < 0 || to >= rows.length || from === to) return rows;
  const next = [...rows];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

interface Options<T> {
  rows: T[];
  idOf: (row: T) => string;
  onChange: (rows: T[]) => void;
}

/** The order of a list, which buttons, keys and dragging change; where an entry went is said. */
export function useOrder<T>({ rows, idOf, onChange }: Options<T>) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const before = useRef<T[] | null>(null);
  const move = (from: number, to: number) => {
    const next = moved(rows, from, to);
    if (next === rows) return;
    // A row that changes its place in the page loses the focus.
    const held = document.activeElement;
    onChange(next);
    setSaid(t("admin.order.moved", { place: to + 1 }));
    window.requestAnimationFrame(() => held instanceof HTMLElement && held.focus());
  };
  const draggedPlace = () => rows.findIndex((one) => idOf(one) === dragged);
  const at = (place: number) => {
    const row = rows[place] as T;
    return {
      first: place === 0,
      last: place === rows.length - 1,
      up: () => move(place, place - 1),
      down: () => move(place, place + 1),
      item: {
        "data-dragged": dragged === idOf(row) || undefined,
        onKeyDown: (event: KeyboardEvent) => {
          if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
          event.preventDefault();
          move(place, event.key === "ArrowUp" ? place - 1 : place + 1);
        },
        onDragEnter: (event: DragEvent) => {
          const from = draggedPlace();
          if (from < 0) return;
          // Let go at once, before anything is dragged over it, this has already taken it.
          event.preventDefault();
          if (from !== place) onChange(moved(rows, from, place));
        },
        onDragOver: (event: DragEvent) => dragged !== null && event.preventDefault(),
        onDrop: (event: DragEvent) => {
          if (dragged === null) return;
          event.preventDefault();
          before.current = null;
          setSaid(t("admin.order.moved", { place: draggedPlace() + 1 }));
        },
      },
      handle: {
        draggable: true,
        onDragStart: (event: DragEvent) => {
          const item = event.currentTarget.closest("li");
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", idOf(row));
          if (item) event.dataTransfer.setDragImage(item, 12, 20);
          before.current = rows;
          setDragged(idOf(row));
        },
        onDragEnd: () => {
          // Let go beside the list, or broken off with Esc.
          if (before.current) onChange(before.current);
          before.current = null;
          setDragged(null);
        },
      },
    };
  };
  return { said, at };
}

export type Place = ReturnType<ReturnType<typeof useOrder>["at"]>;
