import { Building2, Ellipsis, Gavel, type LucideIcon, MapPin, Phone, Users } from "lucide-react";

export const kinds = ["visit", "call", "meeting", "bid", "office", "other"] as const;
export type LogKind = (typeof kinds)[number];

export const kindIcons: Record<LogKind, LucideIcon> = {
  visit: MapPin,
  call: Phone,
  meeting: Users,
  bid: Gavel,
  office: Building2,
  other: Ellipsis,
};
