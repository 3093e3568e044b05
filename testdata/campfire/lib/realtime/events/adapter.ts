import { useOrganizationRealtime } from "../index";
import { EventTypes, type EventType } from "./registry";

export function useTypedOrganizationRealtime(organizationId: string) {
  const { online } = useOrganizationRealtime(organizationId);
  return { online, events: Object.values(EventTypes) as EventType[] };
}

export * from "./registry";
