import { type ReactNode, useEffect, useRef } from "react";
import layout from "./layout.module.css";

interface Props {
  label: string;
  /** What is shown now; its link has aria-current. */
  current: string;
  className?: string;
  children: ReactNode;
}

/** Links to the parts of a page; on a phone, where they are wider than it, the current one is in view. */
export function Tabs({ label, current, className = "", children }: Props) {
  const tabs = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is another tab.
  useEffect(() => {
    tabs.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <nav ref={tabs} className={`${layout.tabs} ${className}`} aria-label={label}>
      {children}
    </nav>
  );
}
